import type { Agreement } from '#core/access/agreements/agreement.ts';
import { Button, Tag } from '#design-system/govuk/components.ts';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import type { Column } from '#design-system/tables/column.ts';
import { PlainTable } from '#design-system/tables/plain-table.tsx';
import { dayInWords } from '#platform/calendar.ts';
import { stateInWords, stateTag } from './agreement-words.ts';
import { headlineOf } from './headline.ts';
import { sharingPaths } from './paths.ts';

export type ToSign = { agreementId: string; number: number; title: string; fromOn: string };

export type RegisterPageProps = {
  agreements: readonly Agreement[];
  /** What waits for the signature of the reader's agency; undefined where the reader does not sign. */
  toSign: readonly ToSign[] | undefined;
  mayStart: boolean;
  today: string;
};

/** Every agreement of the partnership. */
export function RegisterPage({ agreements, toSign, mayStart, today }: RegisterPageProps) {
  return (
    <WorkspacePage title="Sharing agreements" isWide>
      <h1 class="govuk-heading-l">Sharing agreements</h1>
      <p class="govuk-body">
        An agency sees another agency’s records only as far as both have signed for it here, and the
        law allows it. Each agency signs for itself.{' '}
        <a class="govuk-link" href={sharingPaths.gateways()}>
          The legal powers
        </a>{' '}
        say what may be shared at all.
      </p>
      {toSign !== undefined && toSign.length > 0 && <WaitingForYou toSign={toSign} />}
      <PlainTable
        id="agreements"
        caption="All agreements"
        columns={columnsOn(today)}
        rows={agreements}
        empty="There is no agreement yet, so every agency sees its own records alone."
      />
      {mayStart && (
        <Button
          href={sharingPaths.newAgreement()}
          text="Start an agreement"
          classes="govuk-!-display-none-print"
        />
      )}
    </WorkspacePage>
  );
}

function WaitingForYou({ toSign }: { toSign: readonly ToSign[] }) {
  return (
    <section class="govuk-inset-text" aria-labelledby="waiting">
      <h2 class="govuk-heading-m" id="waiting">
        Waiting for your agency’s signature
      </h2>
      <ul class="govuk-list">
        {toSign.map(({ agreementId, number, title, fromOn }) => (
          <li key={agreementId}>
            <a class="govuk-link" href={sharingPaths.version(agreementId, number)}>
              {title}, version {number}
            </a>
            , from {dayInWords(fromOn)}
          </li>
        ))}
      </ul>
    </section>
  );
}

function columnsOn(today: string): readonly Column<Agreement>[] {
  return [
    {
      key: 'title',
      heading: 'Agreement',
      isWide: true,
      value: ({ title }) => title,
      render: ({ id, title }) => (
        <a class="govuk-link" href={sharingPaths.agreement(id)}>
          {title}
        </a>
      ),
    },
    {
      key: 'state',
      heading: 'State',
      value: (agreement) => stateInWords(headlineOf(agreement), today),
      isWide: true,
      render: (agreement) => (
        <>
          <Tag {...stateTag(headlineOf(agreement), today)} />
          <span class="app-line">{stateInWords(headlineOf(agreement), today)}</span>
        </>
      ),
    },
    {
      key: 'version',
      heading: 'Version',
      numeric: true,
      value: (agreement) => headlineOf(agreement).number,
    },
    {
      key: 'parties',
      heading: 'Parties',
      numeric: true,
      value: (agreement) => headlineOf(agreement).partyCount,
    },
    {
      key: 'signed',
      heading: 'Signed',
      numeric: true,
      value: (agreement) => headlineOf(agreement).signatureCount,
    },
    {
      key: 'keeper',
      heading: 'Kept by',
      isWide: true,
      value: ({ keptBy }) => keptBy?.name ?? null,
    },
  ];
}
