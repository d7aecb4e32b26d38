import type { Column } from '#design-system/tables/column.ts';
import { monthInShort, monthInWords } from '#platform/calendar.ts';
import { rounded } from '../figures/number-words.ts';
import { evidencePaths } from '../paths.ts';
import { stateWords, type MonthCoverage, type MonthState } from './force-coverage.ts';

/** One year: what is there of each of its months, "01" to "12"; nothing before the first or after the last. */
export type CalendarRow = { year: string; states: ReadonlyMap<string, MonthState> };

export type MonthRow = MonthCoverage & {
  /** Percent of rows without a location. */
  share: number | null;
  outside: number | null;
};

export type ForceRow = {
  force: string;
  loaded: number;
  span: string;
  gaps: string;
  rows: number;
  share: number | null;
};

export type SeriesRow = {
  part: string;
  partTitle: string;
  source: string;
  measure: string;
  span: string;
  /** The months that were not given for every area, by name. */
  missing: string;
  whole: number;
  months: number;
};

const months = Array.from({ length: 12 }, (_, index) => String(index + 1).padStart(2, '0'));

export const calendarColumns: readonly Column<CalendarRow>[] = [
  { key: 'year', heading: 'Year', value: ({ year }) => year },
  ...months.map((month): Column<CalendarRow> => ({
    key: month,
    heading: monthInShort(`2000-${month}`).slice(0, 3),
    value: ({ states }) => cellWords(states.get(month)),
    render: ({ states }) => <State state={states.get(month)} />,
  })),
];

function State({ state }: { state: MonthState | undefined }) {
  if (state === undefined) return <span class="app-missing">–</span>;
  return <span class={`app-state app-state--${state}`}>{stateWords[state]}</span>;
}

function cellWords(state: MonthState | undefined): string {
  return state === undefined ? '' : stateWords[state];
}

export const monthColumns: readonly Column<MonthRow>[] = [
  {
    key: 'month',
    heading: 'Month',
    value: ({ month }) => monthInWords(month),
    render: ({ month, unit }) =>
      typeof unit?.importId === 'string' ? (
        <a class="govuk-link" href={evidencePaths.receipt(unit.importId)}>
          {monthInWords(month)}
          <span class="govuk-visually-hidden">, its receipt</span>
        </a>
      ) : (
        monthInWords(month)
      ),
  },
  {
    key: 'state',
    heading: 'State',
    value: ({ state }) => stateWords[state],
    render: ({ state }) => <State state={state} />,
  },
  {
    key: 'versions',
    heading: 'Versions kept',
    numeric: true,
    value: ({ unit }) => unit?.versions ?? 0,
  },
  {
    key: 'rows',
    heading: 'Rows in use',
    numeric: true,
    value: ({ unit }) => (unit?.isLoaded === true ? unit.rows : null),
  },
  {
    key: 'share',
    heading: 'No location',
    numeric: true,
    value: ({ share }) => shareInWords(share),
  },
  {
    key: 'outside',
    heading: 'Outside the districts',
    numeric: true,
    value: ({ outside }) => outside,
  },
];

export const forceColumns: readonly Column<ForceRow>[] = [
  { key: 'force', heading: 'Force', value: ({ force }) => force },
  { key: 'loaded', heading: 'Months loaded', numeric: true, value: ({ loaded }) => loaded },
  { key: 'span', heading: 'From and to', value: ({ span }) => span },
  { key: 'gaps', heading: 'Without data', value: ({ gaps }) => gaps },
  { key: 'rows', heading: 'Rows in use', numeric: true, value: ({ rows }) => rows },
  {
    key: 'share',
    heading: 'No location',
    numeric: true,
    value: ({ share }) => shareInWords(share),
  },
];

export const seriesColumns: readonly Column<SeriesRow>[] = [
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
  { key: 'part', heading: 'Part', value: ({ partTitle }) => partTitle },
  {
    key: 'whole',
    heading: 'Months given',
    numeric: true,
    value: ({ whole, months: of }) => `${whole} of ${of}`,
  },
  { key: 'span', heading: 'From and to', value: ({ span }) => span },
  { key: 'missing', heading: 'Missing in part or whole', value: ({ missing }) => missing },
];

function shareInWords(share: number | null): string | null {
  return share === null ? null : `${rounded(share)}%`;
}
