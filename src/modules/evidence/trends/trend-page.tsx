import { Button, Select } from '#design-system/govuk/components.ts';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import type { Area } from '../areas/area-store.ts';
import { CrimeTypeSelect } from '../crime-type-select.tsx';
import { FigureBlock } from '../figures/figure-block.tsx';
import type { Figure } from '../figures/figure.ts';
import { HowToRead } from '../figures/how-to-read.tsx';
import { TrendSentences } from '../figures/trend-sentences.tsx';
import type { TrendRow } from '../figures/trend-table.ts';
import type { Trend } from '../figures/trend.ts';
import { evidencePaths } from '../paths.ts';
import { crimeTypeNote } from './crime-type-notes.ts';
import { PartForm, type PartChoice, type PlaceChoice } from './part-form.tsx';
import type { TrendQuery } from './trend-query.ts';

export type TrendPageProps = {
  query: TrendQuery;
  area: Area | undefined;
  places: readonly PlaceChoice[];
  parts: readonly PartChoice[];
  trend: Trend;
  figure: Figure<TrendRow>;
  /** Said above the figures when they are invented, or when real data has taken their place. */
  notice: string | undefined;
  /** Where a finding is recorded from the figure, for those who may. */
  recordHref: string | undefined;
};

/** Incidents of one crime type in one place, what is usual, and whether it has changed. */
export function TrendPage(props: TrendPageProps) {
  const { query, area, places, parts, trend, figure, notice, recordHref } = props;
  return (
    <WorkspacePage title={figure.heading} isWide>
      <h1 class="govuk-heading-l">What is happening</h1>
      {notice !== undefined && <p class="govuk-inset-text">{notice}</p>}
      <Choices query={query} places={places} />
      <div class="app-beside">
        <FigureBlock {...figure} recordHref={recordHref}>
          <TrendSentences trend={trend} />
        </FigureBlock>
        <div>
          <WhatItIsNot crimeType={query.crimeType} />
          <HowToRead trend={trend} />
        </div>
      </div>
      {area !== undefined && (
        <p class="govuk-body">
          <a class="govuk-link" href={evidencePaths.area(area.code)}>
            Everything recorded in {area.name}
          </a>
        </p>
      )}
      <p class="govuk-body">
        This page looks at one crime type in one place, month by month.{' '}
        <a
          class="govuk-link"
          href={evidencePaths.worse(area?.level === 'district' ? { place: area.code } : {})}
        >
          What has become worse
        </a>{' '}
        compares two periods of every small area, and allows for having looked at every area and
        crime type. So the two can differ, and neither is wrong.
      </p>
      <section class="app-quiet" aria-labelledby="parts">
        <h2 class="govuk-heading-m" id="parts">
          Knife crime, domestic abuse or County Lines?
        </h2>
        <p class="govuk-body">
          None of them is a crime type that the police publish. Choose a part of the definition to
          see what partners count of it, what nobody sees, and whom to ask.
        </p>
        <PartForm id="other-part" parts={parts} chosen={undefined} places={places} />
      </section>
    </WorkspacePage>
  );
}

function WhatItIsNot({ crimeType }: { crimeType: string | undefined }) {
  const note = crimeTypeNote(crimeType);
  if (note === undefined) return null;
  return (
    <section class="app-beside__words" aria-labelledby="what-it-is">
      <h2 class="govuk-heading-s" id="what-it-is">
        What this counts
      </h2>
      <p class="govuk-body">{note}</p>
      <p class="govuk-body">
        <a class="govuk-link" href={evidencePaths.definition()}>
          Which source sees what
        </a>
      </p>
    </section>
  );
}

function Choices({ query, places }: Pick<TrendPageProps, 'query' | 'places'>) {
  return (
    <>
      <form action={evidencePaths.trend()} method="get" class="app-choices" autocomplete="off">
        <CrimeTypeSelect chosen={query.crimeType} />
        <Select id="place" name="place" label={{ text: 'Place' }} items={[...places]} />
        <Select
          id="months"
          name="months"
          label={{ text: 'Show' }}
          items={[
            { value: '12', text: 'Last 12 months', selected: query.period === '12' },
            { value: '24', text: 'Last 24 months', selected: query.period === '24' },
            { value: '36', text: 'Last 36 months', selected: query.period === '36' },
            { value: 'all', text: 'All that is compared', selected: query.period === 'all' },
          ]}
        />
        <Button text="Show" classes="govuk-button--secondary" />
      </form>
      <p class="govuk-body">
        <a class="govuk-link" href={evidencePaths.areas()}>
          Find a ward or a smaller area
        </a>
      </p>
    </>
  );
}
