import { Button, Select } from '#design-system/govuk/components.ts';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import { FigureBlock } from '../figures/figure-block.tsx';
import type { Figure } from '../figures/figure.ts';
import { HowToRead } from '../figures/how-to-read.tsx';
import { TrendSentences } from '../figures/trend-sentences.tsx';
import type { TrendRow } from '../figures/trend-table.ts';
import type { Trend } from '../figures/trend.ts';
import { evidencePaths } from '../paths.ts';
import type { SeriesKey } from './count-series-store.ts';

export type CountSeriesPageProps = {
  series: SeriesKey;
  partTitle: string;
  /** The areas to choose from, with a choice of all where they may be added. */
  areas: readonly { value: string; text: string; selected: boolean }[];
  trend: Trend;
  figure: Figure<TrendRow>;
  notice: string | undefined;
  /** Where a finding is recorded from the figure, for those who may. */
  recordHref: string | undefined;
};

/** One source's counts of one thing, month by month, and whether they have changed. */
export function CountSeriesPage(props: CountSeriesPageProps) {
  const { series, areas, partTitle, trend, figure, notice, recordHref } = props;
  return (
    <WorkspacePage
      title={figure.heading}
      isWide
      back={{ href: evidencePaths.partnerCounts(), text: 'Back to partners’ counts' }}
    >
      <span class="govuk-caption-l">
        {partTitle} · {series.source}
      </span>
      <h1 class="govuk-heading-l">{series.measure}</h1>
      {notice !== undefined && <p class="govuk-inset-text">{notice}</p>}
      <Choices {...props} />
      <div class="app-beside">
        <FigureBlock {...figure} recordHref={recordHref}>
          <TrendSentences trend={trend} />
        </FigureBlock>
        <HowToRead trend={trend} />
      </div>
      <p class="govuk-body">
        <a
          class="govuk-link"
          href={evidencePaths.part({ part: series.part, place: areas.find(isChosen)?.value })}
        >
          What else is known of: {partTitle}
        </a>
      </p>
    </WorkspacePage>
  );
}

function isChosen({ selected }: { selected: boolean }): boolean {
  return selected;
}

function Choices({ series, areas }: CountSeriesPageProps) {
  if (areas.length < 2) return null;
  return (
    <form action={evidencePaths.countSeries({})} method="get" class="app-choices">
      <input type="hidden" name="part" value={series.part} />
      <input type="hidden" name="source" value={series.source} />
      <input type="hidden" name="measure" value={series.measure} />
      <Select id="area" name="area" label={{ text: 'Place' }} items={[...areas]} />
      <Button text="Show" classes="govuk-button--secondary" />
    </form>
  );
}
