import type { Agency } from '#core/agencies/agency-store.ts';
import { homePath } from '#core/home/paths.ts';
import { personRecordPath } from '#core/person-records/paths.ts';
import { nameOf, type PersonRecord } from '#core/person-records/person-record.ts';
import { Button, Radios, Select } from '#design-system/govuk/components.ts';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import { PlainTable } from '#design-system/tables/plain-table.tsx';
import { TablePagination } from '#design-system/tables/table-pagination.tsx';
import { givenColumns, receivedColumns, recordColumns } from './disclosure-columns.tsx';
import type { FoundDisclosures } from './disclosure-store.ts';
import { disclosuresCsvPath, disclosuresPath, recordDisclosuresPath } from './paths.ts';

const home = { href: homePath(), text: 'Home' };

export type DisclosuresPageProps = {
  found: FoundDisclosures;
  agencies: readonly Agency[];
  asked: { direction: 'given' | 'received'; agency?: string | undefined };
};

/** What an agency gave to others, or received from them, for its information governance lead. */
export function DisclosuresPage({ found, agencies, asked }: DisclosuresPageProps) {
  const { direction, agency } = asked;
  const isGiven = direction === 'given';
  const query = { direction, ...(agency !== undefined && { agency }) };
  return (
    <WorkspacePage title="Disclosures" back={home} isWide>
      <h1 class="govuk-heading-l">Disclosures</h1>
      <p class="govuk-body">
        Whenever somebody of another agency is shown a record, it is written here at once: once a
        day for each person, record and reason. Nobody can change or remove a line.
      </p>
      <form action={disclosuresPath()} method="get" noValidate>
        <Radios
          name="direction"
          idPrefix="direction"
          classes="govuk-radios--inline govuk-radios--small"
          fieldset={{ legend: { text: 'Which way?', classes: 'govuk-fieldset__legend--s' } }}
          items={[
            { value: 'given', text: 'Given by your agency', checked: isGiven },
            { value: 'received', text: 'Received by your agency', checked: !isGiven },
          ]}
        />
        <Select
          id="agency"
          name="agency"
          label={{ text: 'The other agency', classes: 'govuk-label--s' }}
          items={[
            { value: '', text: 'All', selected: agency === undefined },
            ...agencies.map(({ id, name }) => ({ value: id, text: name, selected: id === agency })),
          ]}
        />
        <Button text="Show" classes="govuk-button--secondary" />
      </form>
      <PlainTable
        id="disclosures"
        caption={isGiven ? 'Given by your agency' : 'Received by your agency'}
        columns={isGiven ? givenColumns : receivedColumns}
        rows={found.rows}
        empty={
          isGiven
            ? 'No record of your agency was shown to anybody of another agency.'
            : 'Nobody of your agency was shown a record of another.'
        }
      />
      <TablePagination
        page={found}
        address={{ path: disclosuresPath(), query }}
        label="Pages of disclosures"
      />
      {found.total > 0 && (
        <p class="govuk-body">
          <a class="govuk-link" href={disclosuresCsvPath(query)}>
            Download these lines (CSV)
          </a>
          . You will be asked to show again who you are.
        </p>
      )}
    </WorkspacePage>
  );
}

/** To whom one record was given. */
export function RecordDisclosuresPage(props: { record: PersonRecord; found: FoundDisclosures }) {
  const { record, found } = props;
  return (
    <WorkspacePage
      title="Who was given this record"
      back={{ href: personRecordPath(record.id), text: 'Back to the record' }}
      isWide
    >
      <span class="govuk-caption-l">{nameOf(record)}</span>
      <h1 class="govuk-heading-l">Who was given this record</h1>
      <PlainTable
        id="disclosures"
        caption="Everybody of another agency who was shown it, the latest first"
        columns={recordColumns}
        rows={found.rows}
        empty="Nobody of another agency was shown this record."
      />
      <TablePagination
        page={found}
        address={{ path: recordDisclosuresPath(record.id), query: {} }}
        label="Pages of disclosures"
      />
    </WorkspacePage>
  );
}
