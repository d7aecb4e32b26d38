import { backTestMap, type BackTest } from '#statistics/back-test/back-test-map.ts';
import { monthPlus } from '#platform/calendar.ts';
import { drawMap, type MapSettings } from './draw-map.ts';
import { addUpMonths, type Ground } from './ground.ts';

/** So many months at most are behind a map that is tested, and behind its rival. */
export const mostTrailingMonths = 12;

/** How a map drawn before a month would have done in it. */
export type TestedMonth = {
  month: string;
  /** The loaded months before it that the map and its rival were made from; none: nothing could be drawn. */
  trailing: readonly string[];
  test: BackTest;
};

/**
 * Would the map have been right? For each of these months, a map is drawn of the months before it, and so is its
 * rival, the plain map of the same months with as many areas; what then happened in the month scores both.
 */
export async function backTestMonths(
  ground: Ground,
  months: readonly string[],
  settings: MapSettings,
  onMonth?: (month: string) => void,
): Promise<TestedMonth[]> {
  const tested: TestedMonth[] = [];
  const sizes = ground.areas.map(({ squareKilometres }) => squareKilometres);
  for (const month of months) {
    onMonth?.(month);
    const trailing = listTrailingMonths(ground, month);
    const map = trailing.length === 0 ? [] : await drawMap(ground, trailing, settings);
    const test = backTestMap({
      flagged: ground.areas.map((_, area) => map[area]?.class === 'hot'),
      laterCounts: [...addUpMonths(ground, [month])],
      trailingCounts: [...addUpMonths(ground, trailing)],
      sizes,
    });
    tested.push({ month, trailing, test });
  }
  return tested;
}

/** The loaded months of the year before a month. */
function listTrailingMonths({ months }: Ground, month: string): string[] {
  const first = monthPlus(month, -mostTrailingMonths);
  return months.filter((one) => one >= first && one < month);
}
