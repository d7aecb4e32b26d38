import { errorFor } from '#design-system/forms/field-errors.ts';
import { PostForm } from '#design-system/forms/post-form.tsx';
import { Button, Details, FileUpload } from '#design-system/govuk/components.ts';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import type { FieldErrors } from '#platform/forms/parse-form.ts';
import { evidencePaths } from '../paths.ts';

/** Choosing a partner's file of counts. */
export function NewCountsPage(props: { idempotencyKey: string; errors?: FieldErrors }) {
  const { idempotencyKey, errors } = props;
  return (
    <WorkspacePage
      title="Load partners’ counts"
      back={{ href: evidencePaths.imports(), text: 'Back to loaded data' }}
      errors={errors}
    >
      <h1 class="govuk-heading-l">Load partners’ counts</h1>
      <p class="govuk-body">
        Use a file in which a partner counts something by month and area. On the next page you say
        which column is which. Every row is accounted for: accepted, a duplicate, or set aside with
        the reason.
      </p>
      <PostForm action={evidencePaths.countUploads()} idempotencyKey={idempotencyKey} hasFiles>
        <FileUpload
          id="files"
          name="files"
          label={{ text: 'File of counts' }}
          hint={{ text: 'A spreadsheet (.xlsx) or CSV file of up to 10 MB.' }}
          errorMessage={errorFor(errors, 'files')}
        />
        <Button text="Continue" preventDoubleClick />
      </PostForm>
      <Details summaryText="What the file must look like">
        <ul class="govuk-list govuk-list--bullet">
          <li>The first row names the columns. Each row below is one count.</li>
          <li>Counts only. Never names or anything else about one person.</li>
          <li>Areas are ONS codes.</li>
          <li>
            A count that is not known, or too small to tell, is left blank. It stays missing. Write
            0 only for none.
          </li>
          <li>No hidden sheets, macros, links to other files or passwords.</li>
        </ul>
      </Details>
    </WorkspacePage>
  );
}
