import { recordFindingHref } from '#core/findings/record-finding-link.tsx';
import type { Column } from '#design-system/tables/column.ts';
import { amountOf } from '#modules/evidence/figures/number-words.ts';
import { ratioInWords } from '#modules/evidence/hotspots/hotspot-words.ts';
import { areaHref } from '#modules/evidence/hotspots/map-tables.tsx';
import { RatioCell } from '#modules/evidence/hotspots/ratio-cell.tsx';
import { evidencePaths } from '#modules/evidence/paths.ts';
import { crimeTypeSlug } from '#modules/evidence/trends/trend-query.ts';
import type { Principal } from '#platform/database/principal.ts';
import type { Rise } from './find-worse.ts';
import type { WorseReport } from './read-worse.ts';
import { riseFigureAddress } from './worse-address.ts';
import { mainMonthInWords } from './main-month.ts';
import { falseAlarms, surenessHeading } from './sureness-words.ts';
import { nameWithPlace } from './worse-words.ts';

/** The columns that a finding and a page have in common. */
export function riseColumns(report: WorseReport): readonly Column<Rise>[] {
  const { periods, level } = report;
  const isEven = periods.before.length === periods.now.length;
  return [
    {
      key: 'area',
      heading: 'Area',
      sortable: true,
      value: nameWithPlace,
      render: (rise) => <AreaCell rise={rise} hasPage={level !== 'hexagon'} />,
    },
    { key: 'type', heading: 'Crime type', sortable: true, value: ({ crimeType }) => crimeType },
    numberColumn(
      'before',
      isEven ? 'Before' : side(periods.before, 'before'),
      (rise) => rise.before,
    ),
    numberColumn('now', isEven ? 'Now' : side(periods.now, 'now'), (rise) => rise.now),
    isEven
      ? numberColumn('more', 'More by', ({ now, before }) => now - before)
      : numberColumn('more', 'More a month by', (rise) => perMonth(rise, { periods })),
    {
      ...numberColumn('times', 'A month, against before (95% interval)', ratioOrMost),
      render: (rise) => <RatioCell {...rise} />,
    },
    {
      key: 'month',
      heading: 'Mostly one month?',
      value: (rise) => mainMonthInWords(rise, report) ?? 'No',
    },
    {
      ...numberColumn('q', surenessHeading, ({ q }) => q),
      isSmallestFirst: true,
      render: ({ q }) => falseAlarms(q),
    },
  ];
}

/** The area’s name, which leads to its page, and where that is. */
function AreaCell({ rise, hasPage }: { rise: Rise; hasPage: boolean }) {
  const { code, name, where, crimeType } = rise;
  const href = areaHref(code, crimeType);
  return (
    <>
      {hasPage ? (
        <a class="govuk-link" href={href}>
          {name}
        </a>
      ) : (
        name
      )}
      {where !== null && <span class="app-beneath"> {where}</span>}
    </>
  );
}

/** The same with the ways on from each rise. */
export function shownRiseColumns(
  report: WorseReport,
  principal: Principal,
): readonly Column<Rise>[] {
  const recordOf = (rise: Rise) => recordFindingHref(principal, riseFigureAddress(report, rise));
  return [
    ...riseColumns(report),
    {
      key: 'ways',
      heading: 'Go on',
      value: () => null,
      render: (rise) => <WaysOn report={report} rise={rise} recordHref={recordOf(rise)} />,
    },
  ];
}

type WaysOnProps = { report: WorseReport; rise: Rise; recordHref: string | undefined };

/** To the map of this crime type with this area, to its trend there, and to a finding of this rise alone. */
function WaysOn({ report, rise, recordHref }: WaysOnProps) {
  const { query, level } = report;
  const crimeType = crimeTypeSlug(rise.crimeType);
  const map = evidencePaths.hotspots({
    crimeType,
    place: query.placeCode,
    to: query.to,
    months: String(query.months),
    view: 'change',
    area: rise.code,
  });
  const which = `${rise.crimeType} in ${rise.name}`;
  const ways = [
    { href: `${map}#hotspots-heading`, text: 'Map' },
    // A hexagon is no area that a trend could be asked of.
    ...(level === 'hexagon'
      ? []
      : [{ href: evidencePaths.trend({ crimeType, place: rise.code }), text: 'Trend' }]),
    ...(recordHref === undefined ? [] : [{ href: recordHref, text: 'Record a finding' }]),
  ];
  return (
    <ul class="app-ways">
      {ways.map(({ href, text }) => (
        <li key={text}>
          <a class="govuk-link" href={href}>
            {text}
            <span class="govuk-visually-hidden">: {which}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}

/** Columns as a finding keeps them, which has only what a cell is worth. */
export function frozenRiseColumns(report: WorseReport): readonly Column<Rise>[] {
  const asShown: Readonly<Record<string, Column<Rise>['value']>> = {
    times: (rise) => ratioInWords(rise),
    q: ({ q }) => falseAlarms(q),
  };
  return riseColumns(report).map((column) => ({
    ...column,
    value: asShown[column.key] ?? column.value,
  }));
}

/** "In 2 months before": the heading of the table names the months, but not how many are loaded. */
function side(months: readonly string[], when: string): string {
  return `In ${amountOf(months.length, 'month')} ${when}`;
}

function numberColumn(key: string, heading: string, value: (rise: Rise) => number): Column<Rise> {
  return { key, heading, numeric: true, sortable: true, value };
}

/** Where there were none before, it is more times as many than any number. */
function ratioOrMost({ ratio, now }: Rise): number {
  return ratio ?? 1e9 + now;
}

function perMonth({ before, now }: Rise, { periods }: Pick<WorseReport, 'periods'>): number {
  return now / periods.now.length - before / periods.before.length;
}
