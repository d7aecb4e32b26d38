import type { PartnershipProfile } from '#core/partnership/profile.ts';
import type { AreaLevel } from '#core/places/population-store.ts';
import type { Provenance } from '#design-system/charts/provenance-lines.tsx';
import { monthsBetween } from '#platform/calendar.ts';
import { rateEstimate } from '../figures/estimates.ts';
import type { Figure } from '../figures/figure.ts';
import { amountOf } from '../figures/number-words.ts';
import { listMonthsInWords, spanInWords } from '../figures/period-words.ts';
import { residentsCaveat, type Residents } from '../figures/residents.ts';
import type { CurrentSource } from '../incident-counts/incident-source-store.ts';
import { evidencePaths } from '../paths.ts';
import {
  carriedCaveats,
  definitionWords,
  sourceCaveats,
  sourceWords,
} from '../provenance-words.ts';
import type { Span } from './area-incident-store.ts';
import type { Area } from './area-store.ts';
import { levelNames } from './area-words.ts';
import {
  smallerColumns,
  typeColumns,
  type CountAndRate,
  type SmallerLine,
  type TypeLine,
} from './area-tables.tsx';

export type AreaFacts = {
  profile: PartnershipProfile;
  area: Area;
  current: CurrentSource;
  span: Span;
  /** How many of the twelve months are loaded. */
  months: number;
  residents: Residents | undefined;
};

/** One crime type's incidents in an area and in the whole; `carried` were published under another code. */
export type TypeCounts = { crimeType: string; own: number; whole: number; carried: number };

/** An area's incidents of the last twelve months by crime type, beside the whole area. */
export function makeTypesFigure(
  facts: AreaFacts,
  { rows, ofWhole }: { rows: readonly TypeCounts[]; ofWhole: Residents | undefined },
): Figure<TypeLine> {
  const { profile, area, months, residents } = facts;
  const whole = profile.areas.whole.name;
  const line = (crimeType: string | undefined, own: number, all: number): TypeLine => ({
    crimeType,
    own: withRate(own, months, residents),
    whole: withRate(all, months, ofWhole),
  });
  const sum = (of: (row: TypeCounts) => number) => rows.reduce((total, row) => total + of(row), 0);
  const all = sum(({ own }) => own);
  const sorted = rows.toSorted((a, b) => b.own - a.own || a.crimeType.localeCompare(b.crimeType));
  return {
    id: 'crime-types',
    heading: `Recorded in ${area.name}`,
    sentence: `${amountOf(all, 'incident')} in ${amountOf(months, 'loaded month')}, by crime type, beside ${whole} as a whole.`,
    estimates: [],
    drawing: undefined,
    table: {
      columns: typeColumns(area, whole),
      rows: [
        ...sorted.map(({ crimeType, own, whole: of }) => line(crimeType, own, of)),
        line(
          undefined,
          all,
          sum(({ whole: of }) => of),
        ),
      ],
    },
    ...provenanceOf(facts, 'Incidents recorded, and a year for every 1,000 residents'),
    caveats: [
      ...caveatsOf(facts),
      ...carriedCaveats(
        sum(({ carried }) => carried),
        0,
      ),
      ...(ofWhole === undefined
        ? []
        : [
            `Rates of ${whole} are for ${ofWhole.people.toLocaleString('en-GB')} residents of ${ofWhole.year}${ofWhole.from === 'profile' ? ', rounded, as the profile states' : ''}.`,
          ]),
      `The rates of ${area.name} and ${whole} are beside each other, not compared: of so many crime types some differ by chance.`,
    ],
    csvHref: evidencePaths.areaData(area.code),
  };
}

export type SmallerFacts = {
  level: AreaLevel;
  lines: readonly { code: string; name: string; residents: Residents | undefined; count: number }[];
  /** Incidents of the area that are in none of them. */
  marked: number;
};

/** What lies in an area, with the incidents of the last twelve months. */
export function makeSmallerFigure(
  facts: AreaFacts,
  { level, lines, marked }: SmallerFacts,
): Figure<SmallerLine> {
  const { area, months } = facts;
  const names = levelNames[level].several;
  const residents = lines.flatMap((line) => line.residents ?? []);
  const years = [...new Set(residents.map(({ year }) => year))].toSorted((a, b) => a - b);
  return {
    id: `smaller-${level}`,
    heading: `${names} in ${area.name}`,
    sentence: `${amountOf(lines.length, 'area')}, by name. Every crime type is counted together.`,
    estimates: [],
    drawing: undefined,
    table: {
      columns: smallerColumns,
      rows: lines
        .map(({ code, name, residents: own, count }) => ({
          code,
          name,
          residents: own?.people ?? null,
          ...withRate(count, months, own),
        }))
        .toSorted((a, b) => a.name.localeCompare(b.name, 'en-GB', { numeric: true })),
    },
    ...provenanceOf(facts, 'Incidents of all types, and a year for every 1,000 residents'),
    caveats: [
      ...caveatsOf({ ...facts, residents: undefined }).slice(0, -1),
      ...carriedCaveats(0, marked),
      residents.length === 0
        ? 'How many people live in each is not loaded, so there is no rate.'
        : `Residents are those of ${years.join(' and ')}, as loaded. Visitors are not among them, so a town centre has a high rate whoever lives there.`,
    ],
    csvHref: evidencePaths.smallerAreasData(area.code),
  };
}

function withRate(count: number, months: number, residents: Residents | undefined): CountAndRate {
  return { count, rate: rateEstimate({ count, months }, residents) ?? null };
}

function provenanceOf({ profile, current, span }: AreaFacts, units: string) {
  return {
    units,
    period: spanInWords([span.from, span.to]),
    source: sourceWords(current),
    definition: definitionWords(profile),
  } satisfies Partial<Provenance>;
}

function caveatsOf({ current, span, months, residents }: AreaFacts): string[] {
  const every = monthsBetween(span.from, span.to);
  const missing = every.filter((month) => !current.months.includes(month));
  return [
    ...sourceCaveats(current),
    ...(missing.length === 0
      ? []
      : [
          `Not loaded: ${listMonthsInWords(missing, every)}. Rates are scaled to a year from the ${amountOf(months, 'month')} that are.`,
        ]),
    'Incidents are counted as the police publish them, however few.',
    residentsCaveat(residents),
  ];
}
