import { Button, Select } from '#design-system/govuk/components.ts';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import { TablePagination } from '#design-system/tables/table-pagination.tsx';
import type { FoundMail, SentMailSearch } from '#platform/mail/sent-mail-store.ts';
import { sentMailPath } from './paths.ts';
import { SentMailList } from './sent-mail-list.tsx';

export type SentMailPageProps = {
  search: SentMailSearch;
  found: FoundMail;
  isDemonstration: boolean;
};

const choices = {
  all: 'All mail',
  waiting: 'Waiting to be sent',
  failed: 'Not delivered',
} as const;

/** Everything the service was asked to send, and what became of it. */
export function SentMailPage({ search, found, isDemonstration }: SentMailPageProps) {
  return (
    <WorkspacePage title="Sent mail">
      <h1 class="govuk-heading-l">Sent mail</h1>
      {isDemonstration ? <DemonstrationWords /> : <ServiceWords />}
      <form action={sentMailPath()} method="get" class="app-choices">
        <Select
          id="show"
          name="show"
          label={{ text: 'Which mail' }}
          items={Object.entries(choices).map(([value, text]) => ({
            value,
            text,
            selected: value === search.show,
          }))}
        />
        <Button text="Show" classes="govuk-button--secondary" />
      </form>
      {found.total === 0 ? (
        <p class="govuk-body">{emptyWords[search.show]}</p>
      ) : (
        <>
          <h2 class="govuk-heading-s">{howMany(search, found.total)}</h2>
          <SentMailList mails={found.rows} />
        </>
      )}
      <TablePagination
        page={found}
        address={{ path: sentMailPath(), query: { show: search.show } }}
        label="Pages of mail"
      />
    </WorkspacePage>
  );
}

function DemonstrationWords() {
  return (
    <p class="govuk-body">
      In the demonstration, mail to invented people never leaves. You can read here what it would
      have said. In real use only administrators and governance leads see this page, and it does not
      show what a mail said.
    </p>
  );
}

function ServiceWords() {
  return (
    <p class="govuk-body">
      What the service was asked to send in the last 90 days. No mail says anything about people in
      your records. What a mail said is not kept. Looking at this page is recorded.
    </p>
  );
}

function howMany({ show }: SentMailSearch, total: number): string {
  const mails = total === 1 ? '1 mail' : `${total.toLocaleString('en-GB')} mails`;
  if (show === 'all') return mails;
  return `${mails} ${show === 'failed' ? 'not delivered' : 'waiting to be sent'}`;
}

const emptyWords: Readonly<Record<SentMailSearch['show'], string>> = {
  all: 'Nothing has been sent yet. Inviting somebody sends a mail.',
  waiting: 'Nothing is waiting.',
  failed: 'Every mail of the last 90 days was delivered or is still being tried.',
};
