import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import { momentInWords } from '#platform/calendar.ts';
import type { FieldValues } from '#platform/forms/parse-form.ts';
import type { Finding } from './finding.ts';
import { findingPath, findingSupersessionPath } from './paths.ts';

export type SupersededBeforePageProps = {
  older: Finding;
  newer: NonNullable<Finding['supersededBy']>;
  /** What was written when it was too late. */
  values?: FieldValues | undefined;
};

/** Only one finding takes the place of another: says which did, and loses nothing that was written. */
export function SupersededBeforePage({ older, newer, values }: SupersededBeforePageProps) {
  const sentence = values?.['sentence'] ?? '';
  return (
    <WorkspacePage
      title="This finding was superseded already"
      back={{ href: findingPath(older.id), text: 'Back to the finding' }}
    >
      <h1 class="govuk-heading-l">This finding was superseded already</h1>
      <p class="govuk-body">
        {newer.by} superseded it on {momentInWords(newer.at)}. Nothing was changed. You can
        supersede the newer finding instead:
      </p>
      <p class="govuk-body">
        <a class="govuk-link" href={findingSupersessionPath(newer.id)}>
          {newer.sentence}
        </a>
      </p>
      {sentence !== '' && (
        <div class="govuk-inset-text">
          <p class="govuk-body govuk-!-font-weight-bold">What you wrote</p>
          <p class="govuk-body">{sentence}</p>
          <p class="govuk-body">{values?.['reason'] ?? ''}</p>
        </div>
      )}
    </WorkspacePage>
  );
}
