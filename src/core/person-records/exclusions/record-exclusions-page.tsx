import { FindStaffForm } from '#core/person-records/find-staff-form.tsx';
import { personRecordPath } from '#core/person-records/paths.ts';
import { nameOf, type PersonRecord } from '#core/person-records/person-record.ts';
import { StaffChoice } from '#core/person-records/staff-choice.tsx';
import type { Colleague, FoundColleagues } from '#core/person-records/staff-store.ts';
import { errorFor } from '#design-system/forms/field-errors.ts';
import { PostForm } from '#design-system/forms/post-form.tsx';
import { Button, Textarea } from '#design-system/govuk/components.ts';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import { PlainTable } from '#design-system/tables/plain-table.tsx';
import type { FieldErrors, FieldValues } from '#platform/forms/parse-form.ts';
import { decisionColumn, endedColumn, exclusionColumns } from './exclusion-table.tsx';
import type { Exclusion } from './exclusion.ts';
import { recordExclusionsPath } from './paths.ts';

export type RecordExclusionsPageProps = {
  record: PersonRecord;
  exclusions: readonly Exclusion[];
  staff: ReadonlyMap<string, Colleague>;
  search: { words: string; found: FoundColleagues } | undefined;
  makeKey: () => string;
  values?: FieldValues | undefined;
  errors?: FieldErrors | undefined;
};

/** Who is kept out of one record, and keeping somebody out. */
export function RecordExclusionsPage(props: RecordExclusionsPageProps) {
  const { record, exclusions, staff, search, errors, values, makeKey } = props;
  const columns = exclusionColumns(staff);
  const over = exclusions.filter(({ endedAt }) => endedAt !== null);
  return (
    <WorkspacePage
      title="People kept out"
      back={{ href: personRecordPath(record.id), text: 'Back to the record' }}
      errors={errors}
      isWide
    >
      <span class="govuk-caption-l">{nameOf(record)}</span>
      <h1 class="govuk-heading-l">People kept out</h1>
      <p class="govuk-body">
        For them this record is not there, whatever else they are given. They are not told, and
        cannot tell. Only governance leads of your agency see this page.
      </p>
      <PlainTable
        id="out"
        caption="Kept out now"
        columns={[...columns, decisionColumn(staff, makeKey)]}
        rows={exclusions.filter(({ endedAt }) => endedAt === null)}
        empty="Nobody is kept out of this record."
      />
      <h2 class="govuk-heading-m">Keep somebody out</h2>
      <FindStaffForm action={recordExclusionsPath(record.id)} words={search?.words ?? ''} />
      {search !== undefined && search.found.people.length === 0 && (
        <p class="govuk-body">Nobody who works with records is called so. Try less of the name.</p>
      )}
      {search !== undefined && search.found.people.length > 0 && (
        <PostForm action={recordExclusionsPath(record.id, search.words)} idempotencyKey={makeKey()}>
          <StaffChoice
            found={search.found}
            legend="Whom do you keep out?"
            chosen={values?.['person']}
            errors={errors}
          />
          <Textarea
            id="reason"
            name="reason"
            rows={3}
            label={{ text: 'Why', classes: 'govuk-label--s' }}
            hint={{ text: 'For example, “Her brother”. Governance leads after you read it.' }}
            value={values?.['reason'] ?? ''}
            errorMessage={errorFor(errors, 'reason')}
          />
          <Button text="Keep them out" classes="govuk-button--warning" preventDoubleClick />
        </PostForm>
      )}
      {over.length > 0 && (
        <PlainTable
          id="over"
          caption="Let in again"
          columns={[...columns, endedColumn(staff)]}
          rows={over}
          empty="Nobody."
        />
      )}
    </WorkspacePage>
  );
}
