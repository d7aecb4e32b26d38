import { Button, SummaryList } from '#design-system/govuk/components.ts';
import type { SummaryListOptions } from '#design-system/govuk/component-options.generated.ts';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import { momentInWords } from '#platform/calendar.ts';
import type { Finding } from './finding.ts';
import { FrozenFigureBlock } from './frozen-figure-block.tsx';
import { findingFigurePath, findingPath, findingsPath, findingSupersessionPath } from './paths.ts';

export type FindingPageProps = {
  finding: Finding;
  /** The whole address of this page, to be put beside a quotation. */
  citation: string;
  maySupersede: boolean;
};

/** One finding, to be read and cited. */
export function FindingPage({ finding, citation, maySupersede }: FindingPageProps) {
  const { id, sentence, figure, supersededBy } = finding;
  return (
    <WorkspacePage title={sentence} back={{ href: findingsPath(), text: 'All findings' }}>
      <span class="govuk-caption-l">Finding</span>
      <h1 class="govuk-heading-l">{sentence}</h1>
      <Superseded finding={finding} />
      <SummaryList rows={listFacts(finding, citation)} />
      <FrozenFigureBlock
        id="figure"
        figure={figure}
        caption={`As it was on ${momentInWords(finding.recordedAt)}`}
        isTableOpen
        csvHref={findingFigurePath(id)}
      />
      {maySupersede && supersededBy === undefined && (
        <Button
          href={findingSupersessionPath(id)}
          text="Supersede this finding"
          classes="govuk-button--secondary"
        />
      )}
    </WorkspacePage>
  );
}

function Superseded({ finding: { supersededBy } }: { finding: Finding }) {
  if (supersededBy === undefined) return null;
  const { id, sentence, reason, by, at } = supersededBy;
  return (
    <div class="govuk-inset-text">
      <p class="govuk-body govuk-!-font-weight-bold">
        Superseded by {by} on {momentInWords(at)}. Use the newer finding:
      </p>
      <p class="govuk-body">
        <a class="govuk-link" href={findingPath(id)}>
          {sentence}
        </a>
      </p>
      <p class="govuk-body">Why: {reason}</p>
    </div>
  );
}

function listFacts(
  { author, recordedAt, figure, supersedes }: Finding,
  citation: string,
): SummaryListOptions['rows'] {
  const earlier = supersedes && (
    <>
      <a class="govuk-link" href={findingPath(supersedes.id)}>
        {supersedes.sentence}
      </a>
      <br />
      Why: {supersedes.reason}
    </>
  );
  const facts = [
    ['Recorded by', `${author.name}, ${author.agency}`],
    ['When', momentInWords(recordedAt)],
    ['Definition', `Version ${figure.definitionVersion}`],
    ['Cite it as', citation],
    [
      'The figure now',
      <a class="govuk-link" href={figure.livePath}>
        Open the figure as it is now
      </a>,
    ],
    ...(earlier === undefined ? [] : [['Takes the place of', earlier] as const]),
  ] as const;
  return facts.map(([name, value]) => ({
    key: { text: name },
    value: typeof value === 'string' ? { text: value } : { html: value },
  }));
}
