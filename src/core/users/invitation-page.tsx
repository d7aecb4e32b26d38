import { roles } from '#core/access/roles.ts';
import { PostForm } from '#design-system/forms/post-form.tsx';
import { Button, SummaryList } from '#design-system/govuk/components.ts';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import { momentInWords } from '#platform/calendar.ts';
import type { InvitationWithProposal } from './invitation.ts';
import {
  invitationSendingPath,
  invitationWithdrawalPath,
  roleProposalPath,
  usersPath,
} from './paths.ts';
import { isExpired } from './role-proposal.ts';

export type InvitationPageProps = InvitationWithProposal & {
  now: Date;
  /** One for each form of the page. */
  keys: { sending: string; withdrawal: string };
  maySend: boolean;
  mayWithdraw: boolean;
  /** Told only to whoever sees all agencies. */
  hasAccountElsewhere: boolean;
  /** Where the demonstration shows what it would have mailed; undefined in real use. */
  mailPath: string | undefined;
};

/** Somebody who was asked to come and is not here yet. */
export function InvitationPage(props: InvitationPageProps) {
  const { invitation, keys, maySend, mayWithdraw } = props;
  return (
    <WorkspacePage title={invitation.name} back={{ href: usersPath(), text: 'People' }}>
      <span class="govuk-caption-l">{invitation.agencyName}</span>
      <h1 class="govuk-heading-l">{invitation.name}</h1>
      <Standing {...props} />
      <SummaryList
        rows={[
          { key: { text: 'Role' }, value: { text: roles[invitation.role] } },
          { key: { text: 'Team' }, value: { text: invitation.teamName ?? 'None' } },
          { key: { text: 'Email address' }, value: { text: invitation.email } },
          {
            key: { text: 'Invited by' },
            value: { text: `${invitation.invitedByName}, ${momentInWords(invitation.invitedAt)}` },
          },
          {
            key: { text: 'Last sent' },
            value: {
              text:
                invitation.lastSentAt === undefined
                  ? 'Not sent yet'
                  : momentInWords(invitation.lastSentAt),
            },
          },
        ]}
      />
      <div class="govuk-button-group">
        {maySend && <SendAgain {...props} />}
        {mayWithdraw && (
          <PostForm
            action={invitationWithdrawalPath(invitation.id)}
            idempotencyKey={keys.withdrawal}
          >
            <Button
              text="Withdraw the invitation"
              classes="govuk-button--secondary"
              preventDoubleClick
            />
          </PostForm>
        )}
      </div>
      <p class="govuk-body">
        If the name, address, role or team is wrong, withdraw the invitation and send another.
      </p>
    </WorkspacePage>
  );
}

function Standing(props: InvitationPageProps) {
  const { invitation, proposal, now, hasAccountElsewhere, mailPath } = props;
  if (invitation.lastSentAt === undefined) {
    return (
      <p class="govuk-inset-text">
        {proposal !== undefined && !isExpired(proposal, now) ? (
          <>
            The role needs a second person. The invitation is sent when they approve it.{' '}
            <a class="govuk-link" href={roleProposalPath(proposal.id)}>
              See the proposal
            </a>
          </>
        ) : (
          'The role needs a second person, and nobody approved it in time. Ask again, or withdraw the invitation.'
        )}
      </p>
    );
  }
  return (
    <>
      <p class="govuk-inset-text">
        Invited, and not here yet. The mail goes to {invitation.email}. The link in it works once,
        for 24 hours.
      </p>
      {mailPath !== undefined && (
        <p class="govuk-body">
          This is the demonstration.{' '}
          <a class="govuk-link" href={mailPath}>
            Read the mail under Sent mail
          </a>
          , and open the link in it as they would.
        </p>
      )}
      <p class="govuk-body">
        If the mail does not arrive, look at the address, and ask whether they have an account with
        another agency: that one has to be closed first. Then send it again.
      </p>
      {hasAccountElsewhere && (
        <p class="govuk-inset-text">
          For governance: this address has an account with another agency, so the mail only led to
          the sign-in page. Who invited them is not told.
        </p>
      )}
    </>
  );
}

function SendAgain({ invitation, proposal, now, keys }: InvitationPageProps) {
  const isWaiting = invitation.lastSentAt === undefined;
  if (isWaiting && proposal !== undefined && !isExpired(proposal, now)) return null;
  return (
    <PostForm action={invitationSendingPath(invitation.id)} idempotencyKey={keys.sending}>
      <Button
        text={isWaiting ? 'Ask for approval again' : 'Send it again'}
        classes={isWaiting ? '' : 'govuk-button--secondary'}
        preventDoubleClick
      />
    </PostForm>
  );
}
