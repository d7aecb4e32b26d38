import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import { PlainTable } from '#design-system/tables/plain-table.tsx';
import type { Place } from '../areas/place.ts';
import { sourceColumns } from '../definition/definition-page.tsx';
import type { SourceLine } from '../definition/sight-words.ts';
import { FigureBlock } from '../figures/figure-block.tsx';
import { amountOf } from '../figures/number-words.ts';
import { TrendSentences } from '../figures/trend-sentences.tsx';
import { evidencePaths } from '../paths.ts';
import type { SeriesKey } from '../partner-counts/count-series-store.ts';
import { PartForm, type PartChoice, type PlaceChoice } from './part-form.tsx';
import type { PartFigures } from './part-figures.ts';

export type PartPageProps = PartFigures & {
  part: PartChoice & { summary: string };
  parts: readonly PartChoice[];
  place: Place;
  places: readonly PlaceChoice[];
  /** The definition and its version. */
  definition: string;
  lines: readonly SourceLine[];
  /** Where a finding is recorded from the figure of a series, for those who may. */
  recordHref: (series: SeriesKey) => string | undefined;
};

/** What is known of one part of the definition in a place: what partners count, and what nobody sees. */
export function PartPage(props: PartPageProps) {
  const { part, parts, place, places, definition, lines, figures, elsewhere, notice, recordHref } =
    props;
  return (
    <WorkspacePage
      title={`${part.title} in ${place.name}`}
      isWide
      back={{ href: evidencePaths.trend(), text: 'Back to what is happening' }}
    >
      <span class="govuk-caption-l">{definition}</span>
      <h1 class="govuk-heading-l">
        {part.title} in {place.name}
      </h1>
      <p class="govuk-body">{part.summary}</p>
      <PartForm id="part" parts={parts} chosen={part.id} places={places} />
      {notice !== undefined && figures.length > 0 && <p class="govuk-inset-text">{notice}</p>}
      <h2 class="govuk-heading-m">Is it rising or falling?</h2>
      <p class="govuk-body">{answerOf(props)}</p>
      {figures.map(({ series, trend, figure }) => (
        <FigureBlock key={figure.id} {...figure} recordHref={recordHref(series)}>
          <TrendSentences trend={trend} />
          <p class="govuk-body">
            <a class="govuk-link" href={evidencePaths.countSeries(addressOf(series, place))}>
              How to read this chart
              <span class="govuk-visually-hidden">: {series.measure}</span>
            </a>
          </p>
        </FigureBlock>
      ))}
      {elsewhere.length > 0 && (
        <>
          <p class="govuk-body">These counts say nothing of {place.name} by itself:</p>
          <ul class="govuk-list govuk-list--bullet">
            {elsewhere.map((series) => (
              <li key={`${series.source} ${series.measure}`}>
                <a class="govuk-link" href={evidencePaths.countSeries(addressOf(series))}>
                  {series.measure}, {series.source}
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
      <h2 class="govuk-heading-m">What can be seen, and whom to ask for the rest</h2>
      <PlainTable
        id="sources"
        caption={`Who sees what of: ${part.title}`}
        columns={sourceColumns(part.id)}
        rows={lines}
        empty="No source of evidence is named in the profile."
      />
      <p class="govuk-body">
        What the police publish is by crime type, and none of them is this.{' '}
        <a class="govuk-link" href={evidencePaths.trend({ place: place.area?.code ?? '' })}>
          See what they recorded in {place.name}
        </a>
        .
      </p>
    </WorkspacePage>
  );
}

/** The honest answer before any figure: no source sees everything, and often none is loaded. */
function answerOf({ part, place, figures }: PartPageProps): string {
  if (figures.length === 0) {
    return `It cannot be said. No loaded source counts ${withinSentence(part.title)} in ${place.name}. Below is who might, and whom to ask.`;
  }
  const known = figures.filter(({ trend }) => !trend.choice.verdict.kind.startsWith('too-'));
  const loaded = `${amountOf(figures.length, 'count')} of it ${figures.length === 1 ? 'is' : 'are'} loaded`;
  const says =
    known.length === figures.length
      ? 'The sentence under each says whether it changed'
      : known.length === 0
        ? 'None can say yet whether it changed'
        : 'Not all of them can say whether it changed';
  return `${loaded}. ${says}. Each is of what one source sees, so even together they do not say how much there is.`;
}

function addressOf({ part, source, measure }: SeriesKey, place?: Place) {
  const area = place?.area?.code;
  return { part, source, measure, ...(area !== undefined && { area }) };
}

/** Titles of parts begin with a capital letter; names in capitals keep it. */
function withinSentence(title: string): string {
  return /^[A-Z][a-z]+ [A-Z]/.test(title) ? title : title.charAt(0).toLowerCase() + title.slice(1);
}
