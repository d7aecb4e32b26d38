import { errorFor } from '#design-system/forms/field-errors.ts';
import { PostForm } from '#design-system/forms/post-form.tsx';
import {
  Button,
  Checkboxes,
  Fieldset,
  Input,
  Radios,
  Select,
} from '#design-system/govuk/components.ts';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import type { Column } from '#design-system/tables/column.ts';
import { PlainTable } from '#design-system/tables/plain-table.tsx';
import type { FieldErrors, FieldValues } from '#platform/forms/parse-form.ts';
import { evidencePaths } from '../paths.ts';
import { countFields, type CountField } from '../count-files/count-mapping.ts';
import type { CountTable, TableRow } from '../count-files/count-table.ts';
import { amountOf } from '../figures/number-words.ts';
import { fieldWords } from './mapping-form.ts';
import type { SavedMapping } from './mapping-store.ts';

export type MapColumnsPageProps = {
  idempotencyKey: string;
  uploadId: string;
  fileName: string;
  table: CountTable;
  /** The saved mappings whose columns this file has. */
  fitting: readonly SavedMapping[];
  parts: readonly { id: string; title: string }[];
  values?: FieldValues;
  errors?: FieldErrors;
};

const rowsShown = 5;

/** Saying which column is which, with the first rows in sight; or choosing a mapping that fits. */
export function MapColumnsPage(props: MapColumnsPageProps) {
  const { fileName, table, fitting, errors } = props;
  return (
    <WorkspacePage
      title="Say which column is which"
      isWide
      back={{ href: evidencePaths.newCounts(), text: 'Back to choosing a file' }}
      errors={errors}
    >
      <span class="govuk-caption-l">{fileName}</span>
      <h1 class="govuk-heading-l">Say which column is which</h1>
      {table.notes.length > 0 && <p class="govuk-inset-text">{table.notes.join(' ')}</p>}
      <PlainTable
        id="preview"
        caption={previewCaption(table.rows.length)}
        columns={previewColumns(table.headers)}
        rows={table.rows.slice(0, rowsShown)}
        empty="There are no rows."
      />
      {fitting.length > 0 && <SavedMappings {...props} />}
      <NewMapping {...props} />
    </WorkspacePage>
  );
}

function previewCaption(rows: number): string {
  return rows > rowsShown
    ? `The first ${rowsShown} of ${amountOf(rows, 'row')}`
    : 'The rows of the file';
}

function SavedMappings({ uploadId, idempotencyKey, fitting, values, errors }: MapColumnsPageProps) {
  const [first] = fitting;
  return (
    <section aria-labelledby="saved">
      <h2 class="govuk-heading-m" id="saved">
        Use a saved mapping
      </h2>
      <PostForm action={evidencePaths.countImportsOf(uploadId)} idempotencyKey={idempotencyKey}>
        <Radios
          idPrefix="mapping"
          name="mapping"
          fieldset={{ legend: { text: 'Mappings that fit this file' } }}
          errorMessage={errorFor(errors, 'mapping')}
          items={fitting.map(({ id, name, ownerName }) => ({
            value: id,
            text: name,
            hint: { text: `Saved by ${ownerName}` },
            checked: id === (values?.['mapping'] ?? (fitting.length === 1 ? first?.id : undefined)),
          }))}
        />
        <MayReplace id="mayReplaceSaved" />
        <Button text="Load" preventDoubleClick />
      </PostForm>
    </section>
  );
}

function NewMapping(props: MapColumnsPageProps) {
  const { uploadId, idempotencyKey, parts, fitting, values, errors } = props;
  return (
    <section aria-labelledby="new-mapping">
      <h2 class="govuk-heading-m" id="new-mapping">
        {fitting.length > 0 ? 'Or make a new mapping' : 'Make a mapping'}
      </h2>
      <p class="govuk-body">
        For each, choose the column that has it, or write one value that holds for every row. The
        mapping is saved, so next time you only choose it.
      </p>
      <p class="govuk-body">
        The parts of the definition are: {parts.map(({ title }) => title).join(', ')}.
      </p>
      <PostForm action={evidencePaths.countMappingsOf(uploadId)} idempotencyKey={idempotencyKey}>
        {countFields.map((field) => (
          <MappedField key={field} field={field} {...props} />
        ))}
        <Input
          id="name"
          name="name"
          label={{ text: 'Name of the mapping' }}
          hint={{ text: 'For example the service that sends the file.' }}
          classes="govuk-!-width-one-half"
          value={values?.['name'] ?? ''}
          errorMessage={errorFor(errors, 'name')}
        />
        <MayReplace id="mayReplaceNew" />
        <Button text="Save the mapping and load" preventDoubleClick />
      </PostForm>
    </section>
  );
}

function MappedField({
  field,
  table,
  values,
  errors,
}: MapColumnsPageProps & { field: CountField }) {
  const { label, hint } = fieldWords[field];
  const [column, fixed] = [`${field}-column`, `${field}-fixed`];
  const chosen = values?.[column];
  return (
    <Fieldset legend={{ text: label, classes: 'govuk-fieldset__legend--s' }}>
      <div class="app-either">
        <Select
          id={column}
          name={column}
          label={{ text: `Column for “${label.toLowerCase()}”` }}
          hint={{ text: hint }}
          errorMessage={errorFor(errors, column)}
          items={[
            { value: '', text: field === 'count' ? 'Choose a column' : 'No column' },
            ...table.headers
              .filter((name) => name !== '')
              .map((name) => ({ value: name, text: name, selected: name === chosen })),
          ]}
        />
        {field !== 'count' && (
          <Input
            id={fixed}
            name={fixed}
            label={{ text: 'Or one value for every row' }}
            value={values?.[fixed] ?? ''}
            errorMessage={errorFor(errors, fixed)}
          />
        )}
      </div>
    </Fieldset>
  );
}

function MayReplace({ id }: { id: string }) {
  return (
    <Checkboxes
      idPrefix={id}
      name="mayReplace"
      items={[
        {
          value: 'yes',
          text: 'Replace loaded months even if this file looks cut short or has faulty rows',
          hint: { text: 'Leave this alone unless you were told that a month would be replaced.' },
        },
      ]}
    />
  );
}

function previewColumns(headers: readonly string[]): readonly Column<TableRow>[] {
  return headers.map((heading, place) => ({
    key: `column-${place}`,
    heading: heading === '' ? 'No name' : heading,
    value: ({ cells }) => cells[place] ?? '',
  }));
}
