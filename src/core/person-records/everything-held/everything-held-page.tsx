import { homePath } from '#core/home/paths.ts';
import { BornOnField } from '#core/person-records/born-on-field.tsx';
import { nameOf } from '#core/person-records/person-record.ts';
import { errorFor } from '#design-system/forms/field-errors.ts';
import { Button, Input } from '#design-system/govuk/components.ts';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import type { Column } from '#design-system/tables/column.ts';
import { PlainTable } from '#design-system/tables/plain-table.tsx';
import type { FieldErrors, FieldValues } from '#platform/forms/parse-form.ts';
import type { HeldRecord } from './everything-held.ts';
import { linesOf, whenInWords, type HeldLine } from './held-lines.ts';
import { everythingHeldCsvPath, everythingHeldPath } from './paths.ts';

const columns: readonly Column<HeldLine>[] = [
  { key: 'part', heading: 'Part', value: ({ part }) => part },
  { key: 'what', heading: 'What is held', isWide: true, value: ({ what }) => what },
  { key: 'when', heading: 'When', value: whenInWords },
];

export type EverythingHeldPageProps = {
  values?: FieldValues | undefined;
  errors?: FieldErrors | undefined;
  /** What was found, after somebody was asked for. */
  held?: readonly HeldRecord[] | undefined;
};

/** Everything an agency holds on somebody, for a request by that person. */
export function EverythingHeldPage({ values = {}, errors, held }: EverythingHeldPageProps) {
  return (
    <WorkspacePage
      title="Everything held on a person"
      back={{ href: homePath(), text: 'Home' }}
      errors={errors}
      isWide={held !== undefined}
    >
      <h1 class="govuk-heading-l">Everything held on a person</h1>
      <p class="govuk-body">
        For when somebody asks what your agency holds on them. It puts together the records of your
        own agency that you may see: what other agencies hold, they answer for.
      </p>
      <form action={everythingHeldPath()} method="post" noValidate>
        <Input
          id="name"
          name="name"
          label={{ text: 'Their full name', classes: 'govuk-label--s' }}
          hint={{ text: 'First names and family name, or another full name they use.' }}
          value={values['name'] ?? ''}
          autocomplete="off"
          spellcheck={false}
          classes="govuk-!-width-two-thirds"
          errorMessage={errorFor(errors, 'name')}
        />
        <BornOnField isStrong hint="For example, 27 3 2008." values={values} errors={errors} />
        <Button text="Put everything together" preventDoubleClick />
      </form>
      {held !== undefined && <Held held={held} values={values} />}
    </WorkspacePage>
  );
}

function Held({ held, values }: { held: readonly HeldRecord[]; values: FieldValues }) {
  if (held.length === 0) {
    return (
      <p class="govuk-inset-text" id="nothing">
        No record of your agency that you may see has this full name with this date of birth, or
        without any.
      </p>
    );
  }
  return (
    <section aria-labelledby="held">
      <h2 class="govuk-heading-m" id="held">
        {held.length === 1 ? '1 record' : `${held.length} records`}
      </h2>
      <p class="govuk-inset-text">
        Check that each record is about this person. One without a date of birth may not be. Who
        told your agency something is withheld, because it would name a third person; free text can
        name others too, so read it before you give it to anybody.
      </p>
      <form action={everythingHeldCsvPath()} method="post">
        {['name', 'born-day', 'born-month', 'born-year'].map((name) => (
          <input key={name} type="hidden" name={name} value={values[name] ?? ''} />
        ))}
        <Button text="Download as one file (CSV)" classes="govuk-button--secondary" />
      </form>
      {held.map((one, index) => (
        <PlainTable
          key={one.record.id}
          id={`record-${index}`}
          caption={`${nameOf(one.record)}${one.record.bornOn === null ? ', date of birth not known' : ''}, record ${one.record.id.slice(0, 8)}`}
          columns={columns}
          rows={linesOf(one)}
          empty="Nothing is held."
        />
      ))}
    </section>
  );
}
