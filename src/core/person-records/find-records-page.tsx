import { purposes, type Purpose } from '#core/access/purposes.ts';
import { errorFor } from '#design-system/forms/field-errors.ts';
import { Button, Input, Radios } from '#design-system/govuk/components.ts';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import { dayInWords } from '#platform/calendar.ts';
import type { FieldErrors, FieldValues } from '#platform/forms/parse-form.ts';
import { BornOnField } from './born-on-field.tsx';
import { breakGlassPath } from './break-glass/paths.ts';
import { declaredLinksPath } from './exclusions/paths.ts';
import { newPersonRecordPath, personRecordPath, personRecordsPath } from './paths.ts';
import { capacities, nameOf, type PersonRecord } from './person-record.ts';
import type { FoundRecords } from './read-person-records.ts';

export type FindRecordsPageProps = {
  values?: FieldValues | undefined;
  errors?: FieldErrors | undefined;
  /** What a search found, and what it was for; undefined before one. */
  found?: { purpose: Purpose; records: FoundRecords } | undefined;
  /** The newest of the reader's own agency, before a search. */
  own?: FoundRecords | undefined;
  mayWrite: boolean;
};

/** Looking for a person among the records that the reader may see. */
export function FindRecordsPage(props: FindRecordsPageProps) {
  const { values, errors, found, own, mayWrite } = props;
  return (
    <WorkspacePage title="Find a person" errors={errors}>
      <h1 class="govuk-heading-l">Find a person</h1>
      {found !== undefined && (
        <>
          <Found {...found} mayWrite={mayWrite} />
          <h2 class="govuk-heading-m">Look again</h2>
        </>
      )}
      <p class="govuk-body">
        You find the records of your own agency, and what others share with it for the reason you
        give. Every search is recorded.
      </p>
      <form action={personRecordsPath()} method="post" noValidate>
        <Input
          id="name"
          name="name"
          label={{ text: 'Name, or the beginning of it', classes: 'govuk-label--s' }}
          hint={{ text: 'First name, family name or both, or another name they use.' }}
          value={values?.['name'] ?? ''}
          autocomplete="off"
          spellcheck={false}
          classes="govuk-!-width-two-thirds"
          errorMessage={errorFor(errors, 'name')}
        />
        <BornOnField
          isStrong
          hint="Leave it empty if you do not know. For example, 27 3 2008."
          values={values}
          errors={errors}
        />
        <Radios
          name="purpose"
          idPrefix="purpose"
          fieldset={{
            legend: { text: 'Why do you need to look?', classes: 'govuk-fieldset__legend--s' },
          }}
          items={Object.entries(purposes).map(([value, text]) => ({
            value,
            text,
            checked: values?.['purpose'] === value,
          }))}
          errorMessage={errorFor(errors, 'purpose')}
        />
        <Button text="Find" preventDoubleClick />
      </form>
      {mayWrite && (
        <p class="govuk-body">
          <a class="govuk-link" href={newPersonRecordPath()}>
            Make a new record
          </a>
        </p>
      )}
      <p class="govuk-body">
        <a class="govuk-link" href={declaredLinksPath()}>
          People I must not look at
        </a>
      </p>
      {own !== undefined && (
        <>
          <h2 class="govuk-heading-m">Your agency’s newest records</h2>
          <RecordList records={own.records} empty="Your agency holds no record yet." />
        </>
      )}
    </WorkspacePage>
  );
}

function Found(props: NonNullable<FindRecordsPageProps['found']> & { mayWrite: boolean }) {
  const { purpose, records, mayWrite } = props;
  const number = records.records.length;
  return (
    <section aria-labelledby="found">
      <h2 class="govuk-heading-m" id="found">
        {number === 0 ? 'Nobody found' : number === 1 ? '1 record' : `${number} records`}
      </h2>
      {records.isCut && (
        <p class="govuk-inset-text">
          There are more than {number}. Give more of the name, or a date of birth.
        </p>
      )}
      <RecordList
        records={records.records}
        purpose={purpose}
        empty={`Nobody you may see for this reason (${purposes[purpose]}) has such a name. Try less of the name.`}
      />
      {number === 0 && mayWrite && (
        <p class="govuk-body">
          <a class="govuk-link" href={breakGlassPath()}>
            I need to know now what others hold
          </a>
          : somebody may be seriously hurt, and it cannot wait.
        </p>
      )}
    </section>
  );
}

function RecordList(props: {
  records: readonly PersonRecord[];
  purpose?: Purpose | undefined;
  empty: string;
}) {
  if (props.records.length === 0) return <p class="govuk-body">{props.empty}</p>;
  return (
    <ul class="govuk-list govuk-list--spaced">
      {props.records.map((record) => (
        <li key={record.id}>
          <a class="govuk-link" href={personRecordPath(record.id, props.purpose)}>
            {nameOf(record)}
          </a>
          <br />
          {record.bornOn === null ? 'Date of birth not known' : `Born ${dayInWords(record.bornOn)}`}
          . {capacities[record.heldAs]}, held by {record.ownerAgencyName}.
        </li>
      ))}
    </ul>
  );
}
