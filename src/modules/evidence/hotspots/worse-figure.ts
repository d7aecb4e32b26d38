import type { Provenance } from '#design-system/charts/provenance-lines.tsx';
import { monthPlus } from '#platform/calendar.ts';
import type { Figure } from '../figures/figure.ts';
import { amountOf, amountWith } from '../figures/number-words.ts';
import { spanInWords } from '../figures/period-words.ts';
import type { PeriodChange } from './compare-periods.ts';
import { groundNouns, timesInWords } from './hotspot-words.ts';
import { smallerColumns, type MapLine } from './map-tables.tsx';
import type { MapQuery } from './map-query.ts';
import type { HotspotMap } from './read-map.ts';

const mostShown = 10;
const shownColumns = ['area', 'change', 'before', 'count', 'class'];
export const worseFigureHeading = 'Where it has become worse';

/** The areas that have more than before, beyond chance, the surest first. */
export function listWorseLines(lines: readonly MapLine[]): readonly MapLine[] {
  return lines
    .filter(({ change }) => change?.says === 'more')
    .toSorted((a, b) => (a.change?.q ?? 1) - (b.change?.q ?? 1));
}

/** The areas that have more than before; where nothing of before is loaded, that and what to load. */
export function makeWorseFigure(
  query: MapQuery,
  {
    map,
    lines,
    provenance,
  }: { map: HotspotMap; lines: readonly MapLine[]; provenance: Provenance },
): Figure<MapLine> {
  const worse = listWorseLines(lines);
  const shown = worse.slice(0, mostShown);
  const noun = groundNouns[map.ground.level];
  const left = worse.length - shown.length;
  return {
    ...provenance,
    id: 'worse',
    heading: worseFigureHeading,
    sentence: map.changes === null ? nothingBefore(query.months, map) : worseSentence(worse, map),
    estimates: [],
    drawing: undefined,
    table: {
      columns: smallerColumns(query, map, shownColumns),
      rows: shown,
    },
    caveats: [
      'Each area is compared with its own past. The test gives the exact chance of so large a difference where nothing has changed, and the tests of all areas are corrected together. One event that brings several incidents makes a change look surer than it is.',
      ...(left === 0
        ? []
        : [
            `${amountOf(left, noun)} more ${left === 1 ? 'is' : 'are'} in the download and in the table of every area.`,
          ]),
    ],
  };
}

function nothingBefore(months: number, { span }: HotspotMap): string {
  const before = spanInWords([monthPlus(span.from, -months), monthPlus(span.from, -1)]);
  return `Nothing is loaded of ${before}, the ${amountOf(months, 'month')} before, so nobody can tell where it has become worse. Load those months, or choose a shorter period above.`;
}

function worseSentence(worse: readonly MapLine[], map: HotspotMap): string {
  const noun = groundNouns[map.ground.level];
  const [first] = worse;
  if (first?.change === undefined) {
    return `In none of the ${amountOf(map.areas.length, noun)} can more incidents a month than before be told from chance. That does not mean that none has become worse.`;
  }
  return `${amountWith(worse.length, noun, { one: 'has', more: 'have' })} more incidents a month than before, beyond chance. The surest is ${first.name}: ${changeInWords(first.change, map)}.`;
}

/** "34 in 12 months, and 12 in 12 months before, 2.83 times as many a month (95% interval 1.5 to 5.5)". */
function changeInWords(
  { before, now, ratio, lower, upper }: PeriodChange,
  months: Pick<HotspotMap, 'before' | 'now'>,
): string {
  const counts = `${now} in ${amountOf(months.now.length, 'month')}, and ${before} in ${amountOf(months.before.length, 'month')} before`;
  if (ratio === null || upper === null) return counts;
  return `${counts}, ${timesInWords(ratio)} times as many a month (95% interval ${timesInWords(lower)} to ${timesInWords(upper)})`;
}
