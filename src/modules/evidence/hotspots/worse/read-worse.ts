import { listDistricts } from '#core/places/district-store.ts';
import type { Service } from '#core/service.ts';
import { NoFigure, quoteAsked } from '#modules/evidence/figures/no-figure.ts';
import {
  findCurrentSource,
  findVersion,
  type CurrentSource,
} from '#modules/evidence/incident-counts/incident-source-store.ts';
import type { GroundLevel } from '#modules/evidence/hotspots/ground.ts';
import { keepWork, type TakeWork } from '#modules/evidence/hotspots/kept-work.ts';
import type { Read } from '#modules/evidence/hotspots/read-map.ts';
import { monthInWords, monthPlus } from '#platform/calendar.ts';
import { Conflict } from '#platform/http/failures.ts';
import { findWorse, type WorsePlaces } from './find-worse.ts';
import { readTypeCounts } from './read-type-counts.ts';
import { chooseLength, periodsOf, type Periods, type WorseQuery } from './worse-query.ts';

/** Everything that the table of what has become worse says. */
export type WorseReport = {
  current: CurrentSource;
  place: { name: string };
  /** What was looked at: as much of what was asked as there is. */
  query: { placeCode: string | undefined; to: string; months: number };
  /** Whether somebody asked for so many months, or they follow from what is loaded. */
  isLengthChosen: boolean;
  /** The loaded months that are compared. */
  periods: Periods;
  /** The first and the last month that are asked for of the period before. */
  wanted: { from: string; to: string };
  districts: readonly { code: string; name: string }[];
  level: GroundLevel;
  areas: number;
  crimeTypes: readonly string[];
  /** Null where no month of the period before is loaded. */
  found: WorsePlaces | null;
};

type Compared = Pick<WorseReport, 'level' | 'found' | 'crimeTypes' | 'areas'>;

export type TakeCompared = TakeWork<Compared>;

/** The comparisons asked for last: working one out takes a tenth of a second or more, showing it again nothing. */
const compared = keepWork<Compared>({
  busy: 'Many comparisons are being worked out. Wait a minute, then ask for yours again.',
  changed: 'This has to be worked out again, because its data changed. Open it once more.',
});
const compareOnce: TakeCompared = compared.workOnce;
export const takeCompared: TakeCompared = compared.takeDone;

/** What has become worse, as it is asked for; undefined while nothing is loaded. Throws NoFigure for what there is not. */
export async function readWorse(
  read: Read,
  service: Service,
  asked: WorseQuery,
  take: TakeCompared = compareOnce,
): Promise<WorseReport | undefined> {
  const { current, districts } = await read(async (tx) => ({
    current: await findCurrentSource(tx, service),
    districts: await listDistricts(tx),
  }));
  if (current === undefined) return undefined;
  const district = districts.find(({ code }) => code === asked.placeCode);
  if (asked.placeCode !== undefined && district === undefined) {
    throw new NoFigure(
      'place',
      `${quoteAsked(asked.placeCode)} is no code of a district here, so nothing is compared in it.`,
    );
  }
  const to = asked.to ?? current.months.at(-1) ?? '';
  if (!current.months.includes(to)) {
    throw new NoFigure(
      'period',
      `${monthInWords(to)} is not loaded, so nothing can be compared up to it.`,
    );
  }
  const months = asked.months ?? chooseLength(current.months, to) ?? longestUsual;
  const periods = periodsOf(current.months, to, months);
  const key = JSON.stringify([current.version, district?.code, to, months]);
  const found = await take(service.database, key, async () => {
    const order = {
      current,
      within: (district === undefined ? districts : [district]).map(({ code }) => code),
      from: monthPlus(to, 1 - 2 * months),
      nowFrom: monthPlus(to, 1 - months),
      to,
    };
    const counts = await read(async (tx) => {
      const counted = await readTypeCounts(tx, service, order);
      // What was committed while it was read may be in it, and must not be kept as what was there before.
      if ((await findVersion(tx, current)) !== current.version) throw new Conflict(dataChanged);
      return counted;
    });
    const lengths = { before: periods.before.length, now: periods.now.length };
    return {
      level: counts.level,
      areas: counts.areas.length,
      crimeTypes: counts.crimeTypes,
      found: lengths.before === 0 ? null : findWorse(counts, lengths),
    };
  });
  // Hexagons lie in no district that is known.
  const isGrid = found.level === 'hexagon';
  const own = isGrid ? undefined : district;
  return {
    ...found,
    current,
    districts: isGrid ? [] : districts,
    place: { name: own?.name ?? service.profile.areas.whole.name },
    query: { placeCode: own?.code, to, months },
    isLengthChosen: asked.months !== undefined,
    periods,
    wanted: { from: monthPlus(to, 1 - 2 * months), to: monthPlus(to, -months) },
  };
}

const longestUsual = 12;
const dataChanged = 'Data was loaded while this was being worked out. Ask for it again.';
