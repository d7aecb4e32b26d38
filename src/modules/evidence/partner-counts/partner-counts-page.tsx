import { Button } from '#design-system/govuk/components.ts';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import type { Column } from '#design-system/tables/column.ts';
import { PlainTable } from '#design-system/tables/plain-table.tsx';
import { monthInWords } from '#platform/calendar.ts';
import { evidencePaths } from '../paths.ts';
import type { SeriesKey } from './count-series-store.ts';

/** One line of the overview: a series with its newest month. */
export type SeriesLine = SeriesKey & {
  newestMonth: string;
  says: string;
};

export type PartnerCountsPageProps = {
  /** Every part of the definition, with what is counted of it. */
  parts: readonly { id: string; title: string; lines: readonly SeriesLine[] }[];
  notice: string | undefined;
  mayLoad: boolean;
};

/** What partners count, part by part of the definition. */
export function PartnerCountsPage({ parts, notice, mayLoad }: PartnerCountsPageProps) {
  return (
    <WorkspacePage title="Partners’ counts" isWide>
      <h1 class="govuk-heading-l">Partners’ counts</h1>
      {notice !== undefined && <p class="govuk-inset-text">{notice}</p>}
      <p class="govuk-body">
        What each partner counts, by part of the{' '}
        <a class="govuk-link" href={evidencePaths.definition()}>
          definition of serious violence
        </a>
        . Partners count different things, and sometimes the same people, so their counts stand
        beside each other and are never added together. Each has its figures, and where they come
        from, on a page of its own.
      </p>
      {mayLoad && <Button text="Load partners’ counts" href={evidencePaths.newCounts()} />}
      {parts.map(({ id, title, lines }) => (
        <PlainTable
          key={id}
          id={`part-${id}`}
          caption={title}
          columns={columns}
          rows={lines}
          empty="No partner’s counts of this part are loaded."
        />
      ))}
    </WorkspacePage>
  );
}

const columns: readonly Column<SeriesLine>[] = [
  {
    key: 'measure',
    heading: 'What was counted',
    value: ({ measure }) => measure,
    render: ({ part, source, measure }) => (
      <a class="govuk-link" href={evidencePaths.countSeries({ part, source, measure })}>
        {measure}
      </a>
    ),
  },
  { key: 'source', heading: 'Source', value: ({ source }) => source },
  { key: 'month', heading: 'Newest month', value: ({ newestMonth }) => monthInWords(newestMonth) },
  { key: 'says', heading: 'Has it changed?', value: ({ says }) => says },
];
