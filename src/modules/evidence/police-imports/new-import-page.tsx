import { PostForm } from '#design-system/forms/post-form.tsx';
import { errorFor } from '#design-system/forms/field-errors.ts';
import { Button, Checkboxes, Details, FileUpload } from '#design-system/govuk/components.ts';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import type { FieldErrors } from '#platform/forms/parse-form.ts';
import { evidencePaths } from '../paths.ts';

export type NewImportPageProps = {
  idempotencyKey: string;
  force: string;
  errors?: FieldErrors;
};

/** Choosing the files of one or more months. */
export function NewImportPage({ idempotencyKey, force, errors }: NewImportPageProps) {
  return (
    <WorkspacePage
      title="Load police data"
      back={{ href: evidencePaths.imports(), text: 'Back to loaded data' }}
      errors={errors}
    >
      <h1 class="govuk-heading-l">Load police data</h1>
      <p class="govuk-body">
        Use the street crime files that data.police.uk publishes for {force}. You can load several
        months at once. Every row is accounted for: accepted, a duplicate, or set aside with the
        reason.
      </p>
      <PostForm action={evidencePaths.imports()} idempotencyKey={idempotencyKey} hasFiles>
        <FileUpload
          id="files"
          name="files"
          multiple
          label={{ text: 'Street crime files' }}
          hint={{
            text: 'The zip file as you downloaded it, or files whose names end in “-street.csv” or “-street.csv.gz”.',
          }}
          errorMessage={errorFor(errors, 'files')}
        />
        <Checkboxes
          idPrefix="mayReplace"
          name="mayReplace"
          items={[
            {
              value: 'yes',
              text: 'Replace a month even if the new files have far fewer rows, or rows that cannot be used',
              hint: { text: 'Leave this alone unless you were asked about it.' },
            },
          ]}
        />
        <Button text="Load" preventDoubleClick />
      </PostForm>
      <Details summaryText="Where to find the files">
        <ol class="govuk-list govuk-list--number">
          <li>Go to data.police.uk/data and choose the months and the force.</li>
          <li>Leave “Include crime data” ticked and generate the download.</li>
          <li>
            Load the zip file as it is. Outcomes and stop and search files in it are passed over.
          </li>
        </ol>
      </Details>
      <p class="govuk-body">Loading a month again replaces that month and keeps the old version.</p>
    </WorkspacePage>
  );
}
