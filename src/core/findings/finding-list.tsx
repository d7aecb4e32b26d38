import { Tag } from '#design-system/govuk/components.ts';
import { momentInWords } from '#platform/calendar.ts';
import type { FindingLine } from './finding.ts';
import { findingPath } from './paths.ts';

/** Findings by their sentences, each with its figure and who recorded it when. */
export function FindingList({ findings }: { findings: readonly FindingLine[] }) {
  return (
    <ul class="govuk-list govuk-list--spaced">
      {findings.map(({ id, sentence, figureTitle, author, recordedAt, isSuperseded }) => (
        <li key={id} class="govuk-!-margin-bottom-5">
          <a class="govuk-link govuk-!-font-weight-bold" href={findingPath(id)}>
            {sentence}
          </a>
          {isSuperseded && (
            <>
              {' '}
              <Tag text="Superseded" classes="govuk-tag--grey" />
            </>
          )}
          <p class="govuk-body-s govuk-!-margin-bottom-0">
            {figureTitle}. Recorded by {author.name}, {author.agency}, on{' '}
            {momentInWords(recordedAt)}.
          </p>
        </li>
      ))}
    </ul>
  );
}
