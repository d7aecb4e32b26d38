import type { PartnershipProfile } from '#core/partnership/profile.ts';
import { monthsBetween } from '#platform/calendar.ts';
import type { Figure } from '../figures/figure.ts';
import { amountOf } from '../figures/number-words.ts';
import { listMonthsInWords, spanInWords } from '../figures/period-words.ts';
import type { CurrentSource } from '../incident-counts/incident-source-store.ts';
import type { SeriesMonth, SeriesSummary } from '../partner-counts/count-series-store.ts';
import { evidencePaths } from '../paths.ts';
import { definitionWords, sourceWords } from '../provenance-words.ts';
import {
  calendarColumns,
  forceColumns,
  monthColumns,
  seriesColumns,
  type CalendarRow,
  type ForceRow,
  type MonthRow,
  type SeriesRow,
} from './coverage-tables.tsx';
import {
  coverageSentence,
  gapsInWords,
  isLoaded,
  shareWithoutLocation,
  type ForceCoverage,
} from './force-coverage.ts';

export type CoverageFacts = {
  profile: PartnershipProfile;
  current: CurrentSource;
  own: ForceCoverage;
  others: readonly ForceCoverage[];
  /** Undefined while it is not known where areas lie. */
  outside: ReadonlyMap<string, number> | undefined;
};

/** The own force's months as a calendar, a year to a row. */
export function makeCalendarFigure(facts: CoverageFacts): Figure<CalendarRow> {
  const { own } = facts;
  const years = [...new Set(own.months.map(({ month }) => month.slice(0, 4)))].toReversed();
  return {
    ...provenanceOf(facts, own),
    id: 'calendar',
    heading: `Months of ${own.force}`,
    sentence: coverageSentence(own),
    units: 'What is there of each month',
    table: {
      columns: calendarColumns,
      rows: years.map((year) => ({
        year,
        states: new Map(
          own.months
            .filter(({ month }) => month.startsWith(year))
            .map(({ month, state }) => [month.slice(5), state]),
        ),
      })),
    },
  };
}

/** What the own force's loaded months hold, the newest first. */
export function makeMonthsFigure(facts: CoverageFacts): Figure<MonthRow> {
  const { own, outside } = facts;
  const loaded = own.months.filter(({ unit }) => unit !== undefined);
  const total =
    outside === undefined ? undefined : [...outside.values()].reduce((a, b) => a + b, 0);
  return {
    ...provenanceOf(facts, own),
    id: 'months',
    heading: `What the months of ${own.force} hold`,
    sentence:
      total === undefined
        ? 'How many rows lie outside the partnership’s districts is not known until a lookup of areas is loaded.'
        : `${amountOf(total, 'row')} ${total === 1 ? 'lies' : 'lie'} outside the partnership’s districts. Such rows are kept, and counted in no figure of it.`,
    units: 'Rows of the police file that were accepted',
    table: {
      columns: monthColumns,
      rows: loaded.toReversed().map((one) => ({
        ...one,
        share: shareWithoutLocation([one]),
        outside: !isLoaded(one) || outside === undefined ? null : (outside.get(one.month) ?? 0),
      })),
    },
  };
}

/** The other forces, one to a row. */
export function makeForcesFigure(facts: CoverageFacts): Figure<ForceRow> {
  const { others } = facts;
  const months = others.flatMap((other) => other.months.map(({ month }) => month)).toSorted();
  return {
    ...provenanceOf(facts, facts.own),
    source: sourceWords({ source: facts.current.source, force: 'each force' }),
    period: spanInWords(months),
    id: 'forces',
    heading: 'Other forces',
    sentence: `${amountOf(others.length, 'other force')} ${others.length === 1 ? 'has' : 'have'} months loaded. No figure of the partnership counts them.`,
    units: 'Months, and rows of the police file that were accepted',
    table: {
      columns: forceColumns,
      rows: others.map((other) => ({
        force: other.force,
        loaded: other.months.filter(isLoaded).length,
        span: spanInWords(other.months.map(({ month }) => month)),
        gaps: gapsInWords(other),
        rows: other.months.reduce((sum, { unit }) => sum + (unit?.rows ?? 0), 0),
        share: shareWithoutLocation(other.months),
      })),
    },
  };
}

/** The partners' counts: which months each source gave. */
export function makeSeriesFigure(
  { profile }: { profile: PartnershipProfile },
  series: readonly SeriesSummary[],
  months: readonly SeriesMonth[],
): Figure<SeriesRow> {
  const rows = series.map((one) => describeSeries(one, months, profile));
  const complete = rows.filter(({ missing }) => missing === 'None').length;
  const labels = [...new Set(series.flatMap(({ definitionLabels }) => definitionLabels))];
  return {
    id: 'partners',
    heading: 'Partners’ counts',
    sentence: `${complete} of ${amountOf(rows.length, 'count')} ${complete === 1 || rows.length === 1 ? 'was' : 'were'} given for every month and area since the first.`,
    estimates: [],
    drawing: undefined,
    table: { columns: seriesColumns, rows },
    units: 'Months for which a source gave its counts',
    period: spanInWords(months.map(({ month }) => month).toSorted()),
    source: nameSources([...new Set(series.map(({ source }) => source))]),
    definition: labels.length === 0 ? profile.definition.label : labels.join('; '),
    caveats: [
      'A month that was not given is missing, and never zero. A source that sends late is missing its newest month.',
    ],
    csvHref: evidencePaths.countCoverageData(),
  };
}

const mostSourcesNamed = 8;

function nameSources(sources: readonly string[]): string {
  return sources.length > mostSourcesNamed
    ? `${sources.length} sources, each named in the table`
    : sources.join('; ');
}

function describeSeries(
  { part, source, measure, areas, firstMonth, newestMonth }: SeriesSummary,
  months: readonly SeriesMonth[],
  { definition }: PartnershipProfile,
): SeriesRow {
  const every = monthsBetween(firstMonth, newestMonth);
  const given = new Map(
    months
      .filter((one) => one.part === part && one.source === source && one.measure === measure)
      .map((one) => [one.month, one.given]),
  );
  const named = (holds: (many: number) => boolean) => {
    const found = every.filter((month) => holds(given.get(month) ?? 0));
    return found.length === 0 ? 'None' : listMonthsInWords(found, every);
  };
  return {
    part,
    partTitle: definition.classes.find(({ id }) => id === part)?.title ?? part,
    source,
    measure,
    span: spanInWords(every),
    missing: named((many) => many < areas),
    whole: every.filter((month) => given.get(month) === areas).length,
    months: every.length,
  };
}

function provenanceOf({ profile, current }: CoverageFacts, { months }: ForceCoverage) {
  return {
    estimates: [],
    drawing: undefined,
    period: spanInWords(months.map(({ month }) => month)),
    source: sourceWords(current),
    definition: definitionWords(profile),
    caveats: [
      'The police publish about two months late, so the newest months are missing for everybody.',
      'Loaded again means that the month was loaded more than once. All versions are kept, and the newest that was not withdrawn is in use.',
      'A loaded month may still be incomplete: a force sometimes publishes only a part and sends the rest later.',
    ],
    csvHref: evidencePaths.coverageData(),
  };
}
