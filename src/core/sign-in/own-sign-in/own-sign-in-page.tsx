import { countInWords } from './count-in-words.ts';
import {
  authenticatorPath,
  newPasskeyPath,
  otherSessionsEndPath,
  ownPasswordPath,
  passkeyRemovalPath,
  recoveryCodesPath,
  sessionEndPath,
} from '#core/sign-in/paths.ts';
import type { Passkey } from '#core/sign-in/passkeys/passkey-store.ts';
import { absoluteHours, idleMinutes } from '#core/sign-in/session-limits.ts';
import type { Session } from '#core/sign-in/session.ts';
import { wayInWords } from '#core/sign-in/way-in-words.ts';
import { Button, Tag } from '#design-system/govuk/components.ts';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import type { Column } from '#design-system/tables/column.ts';
import { PlainTable } from '#design-system/tables/plain-table.tsx';
import { momentInWords } from '#platform/calendar.ts';

/** `local`: with credentials of ours; otherwise through an agency's provider, or the demonstration. */
export type OwnSignIn = {
  kind: 'local' | 'provider' | 'demonstration';
  sessions: readonly Session[];
  /** The id of the session that asks. */
  thisOne: string;
  passkeys: readonly Passkey[];
  hasAuthenticator: boolean;
  recoveryCodes: number;
};

/** How somebody signs in, and where they are signed in now. */
export function OwnSignInPage(props: OwnSignIn) {
  return (
    <WorkspacePage title="Your sign-in" isWide>
      <h1 class="govuk-heading-l">Your sign-in</h1>
      <Sessions {...props} />
      {props.kind === 'local' && <Credentials {...props} />}
      {props.kind === 'provider' && (
        <p class="govuk-body">
          You sign in at your agency. Your password and second step are looked after there.
        </p>
      )}
      {props.kind === 'demonstration' && (
        <p class="govuk-body">
          This is an invented person of the demonstration, who has no password. A real person sets
          up passkeys and an authenticator app here.
        </p>
      )}
    </WorkspacePage>
  );
}

function Sessions({ sessions, thisOne }: OwnSignIn) {
  const columns: readonly Column<Session>[] = [
    {
      key: 'begun',
      heading: 'Began',
      value: ({ createdAt }) => createdAt.getTime(),
      render: ({ createdAt }) => momentInWords(createdAt),
    },
    {
      key: 'used',
      heading: 'Last used',
      value: ({ lastSeenAt }) => lastSeenAt.getTime(),
      render: ({ lastSeenAt }) => momentInWords(lastSeenAt),
    },
    { key: 'how', heading: 'How', value: ({ wayIn }) => wayInWords[wayIn] },
    {
      key: 'end',
      heading: 'End it',
      value: ({ id }) => id,
      render: (session) =>
        session.id === thisOne ? <Tag text="This one" /> : <EndSession session={session} />,
    },
  ];
  return (
    <section aria-labelledby="sessions">
      <h2 class="govuk-heading-m" id="sessions">
        Where you are signed in
      </h2>
      <p class="govuk-body">
        A session ends after {idleMinutes} minutes without use, and after {absoluteHours} hours in
        any case. If there is one here that is not yours, end it and tell your administrator.
      </p>
      <PlainTable
        id="session-list"
        caption="Your sessions"
        isCaptionHidden
        columns={columns}
        rows={sessions}
        empty="There are none."
      />
      {sessions.length > 1 && (
        <form action={otherSessionsEndPath()} method="post">
          <Button text="End all other sessions" classes="govuk-button--secondary" />
        </form>
      )}
    </section>
  );
}

function EndSession({ session: { id, createdAt } }: { session: Session }) {
  return (
    <form action={sessionEndPath(id)} method="post">
      <button type="submit" class="govuk-link app-link-button">
        End<span class="govuk-visually-hidden"> the one from {momentInWords(createdAt)}</span>
      </button>
    </form>
  );
}

function Credentials({ passkeys, hasAuthenticator, recoveryCodes }: OwnSignIn) {
  return (
    <>
      <section aria-labelledby="passkeys">
        <h2 class="govuk-heading-m govuk-!-margin-top-7" id="passkeys">
          Passkeys
        </h2>
        {passkeys.length === 0 ? (
          <p class="govuk-body">
            You have none. A passkey signs you in with your fingerprint, face or PIN, without a
            password or a code.
          </p>
        ) : (
          <PlainTable
            id="passkey-list"
            caption="Your passkeys"
            isCaptionHidden
            columns={passkeyColumns}
            rows={passkeys}
            empty="You have none."
          />
        )}
        <p class="govuk-body">
          <a class="govuk-link" href={newPasskeyPath()}>
            Add a passkey
          </a>
        </p>
      </section>
      <section aria-labelledby="authenticator">
        <h2 class="govuk-heading-m govuk-!-margin-top-7" id="authenticator">
          Authenticator app
        </h2>
        <p class="govuk-body">
          {hasAuthenticator
            ? 'You have set one up. '
            : 'You have none. It gives codes for use after your password. '}
          <a class="govuk-link" href={authenticatorPath()}>
            {hasAuthenticator ? 'Set up another in its place' : 'Set up an authenticator app'}
          </a>
        </p>
      </section>
      <section aria-labelledby="recovery-codes">
        <h2 class="govuk-heading-m govuk-!-margin-top-7" id="recovery-codes">
          Recovery codes
        </h2>
        <p class="govuk-body">
          You have {countInWords(recoveryCodes, 'code')} left.{' '}
          <a class="govuk-link" href={recoveryCodesPath()}>
            Make new recovery codes
          </a>
        </p>
      </section>
      <section aria-labelledby="password">
        <h2 class="govuk-heading-m govuk-!-margin-top-7" id="password">
          Password
        </h2>
        <p class="govuk-body">
          <a class="govuk-link" href={ownPasswordPath()}>
            Change your password
          </a>
        </p>
      </section>
    </>
  );
}

const passkeyColumns: readonly Column<Passkey>[] = [
  { key: 'name', heading: 'Name', value: ({ name }) => name },
  {
    key: 'added',
    heading: 'Added',
    value: ({ createdAt }) => createdAt.getTime(),
    render: ({ createdAt }) => momentInWords(createdAt),
  },
  {
    key: 'used',
    heading: 'Last used',
    value: ({ lastUsedAt }) => lastUsedAt?.getTime() ?? null,
    render: ({ lastUsedAt }) => (lastUsedAt === null ? 'Not yet' : momentInWords(lastUsedAt)),
  },
  {
    key: 'remove',
    heading: 'Remove it',
    value: ({ id }) => id,
    render: ({ id, name }) => (
      <a class="govuk-link" href={passkeyRemovalPath(id)}>
        Remove<span class="govuk-visually-hidden"> {name}</span>
      </a>
    ),
  },
];
