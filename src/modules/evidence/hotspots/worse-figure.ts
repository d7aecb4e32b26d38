import type { Provenance } from '#design-system/charts/provenance-lines.tsx';
import type { Figure } from '../figures/figure.ts';
import { amountOf, intervalRange, preciseInWords } from '../figures/number-words.ts';
import { groundNouns } from './hotspot-words.ts';
import { mapColumns, type MapLine } from './map-tables.tsx';
import type { MapQuery } from './map-query.ts';
import type { HotspotMap } from './read-map.ts';

const mostShown = 10;
const shownColumns = new Set(['area', 'count', 'before', 'change', 'class']);

/** The areas that have more than before, the surest first; undefined where no period before is loaded. */
export function makeWorseFigure(
  query: MapQuery,
  {
    map,
    lines,
    provenance,
  }: { map: HotspotMap; lines: readonly MapLine[]; provenance: Provenance },
): Figure<MapLine> | undefined {
  if (map.changes === null) return undefined;
  const worse = lines
    .filter(({ change }) => change?.says === 'more')
    .toSorted((a, b) => (a.change?.q ?? 1) - (b.change?.q ?? 1));
  const shown = worse.slice(0, mostShown);
  const noun = groundNouns[map.ground.level];
  const left = worse.length - shown.length;
  return {
    ...provenance,
    id: 'worse',
    heading: 'Where it has become worse',
    sentence: sentenceOf(worse, noun),
    estimates: [],
    drawing: undefined,
    table: {
      columns: mapColumns(query, map).filter(({ key }) => shownColumns.has(key)),
      rows: shown,
    },
    caveats: [
      'Each area is compared with its own past by an exact test, and the tests of all areas are corrected together. One event that brings several incidents makes a change look surer than it is.',
      ...(left === 0
        ? []
        : [
            `${amountOf(left, noun)} more ${left === 1 ? 'is' : 'are'} in the table of every area.`,
          ]),
    ],
  };
}

function sentenceOf(worse: readonly MapLine[], noun: string): string {
  const [first] = worse;
  if (first?.change === undefined) {
    return `No ${noun} has more incidents than in the period before beyond what chance explains.`;
  }
  const { before, now, ratio, lower, upper } = first.change;
  const times =
    ratio === null || upper === null
      ? ''
      : `, ${preciseInWords(ratio)} times as many a month (95% interval ${intervalRange({ lower, upper })})`;
  return `${amountOf(worse.length, noun)} ${worse.length === 1 ? 'has' : 'have'} more incidents than in the period before, beyond chance. The surest is ${first.name}: ${now}, and ${before} before${times}.`;
}
