import { monthsBetween } from '#platform/calendar.ts';
import { amountOf } from '../figures/number-words.ts';
import { listMonthsInWords, spanInWords } from '../figures/period-words.ts';
import type { UnitCoverage } from './coverage-store.ts';

/** What is there of a month: in words, because a colour alone would not be seen by everybody. */
export const stateWords = {
  loaded: 'Loaded',
  replaced: 'Loaded again',
  withdrawn: 'Withdrawn',
  missing: 'Missing',
} as const;
export type MonthState = keyof typeof stateWords;

export type MonthCoverage = {
  month: string;
  state: MonthState;
  /** Undefined where the month was never loaded. */
  unit: UnitCoverage | undefined;
};

/** Every month from a force's first to its last, and what is there of it. */
export type ForceCoverage = { force: string; months: readonly MonthCoverage[] };

/** The forces' months: the partnership's own force first, then the others by name. */
export function arrangeForces(units: readonly UnitCoverage[], ownForce: string): ForceCoverage[] {
  const others = [...new Set(units.map(({ force }) => force))].filter((one) => one !== ownForce);
  const every = units.map(({ month }) => month).toSorted();
  return [ownForce, ...others.toSorted()].map((force) => {
    const own = new Map(
      units.filter((unit) => unit.force === force).map((unit) => [unit.month, unit]),
    );
    const first = [...own.keys()].toSorted()[0];
    // A month that another force has and this one has not is a gap too.
    const last = every.at(-1);
    const months = first === undefined || last === undefined ? [] : monthsBetween(first, last);
    return {
      force,
      months: months.map((month) => ({
        month,
        state: stateOf(own.get(month)),
        unit: own.get(month),
      })),
    };
  });
}

function stateOf(unit: UnitCoverage | undefined): MonthState {
  if (unit === undefined) return 'missing';
  if (!unit.isLoaded) return 'withdrawn';
  return unit.versions > 1 ? 'replaced' : 'loaded';
}

export function isLoaded({ state }: MonthCoverage): boolean {
  return state === 'loaded' || state === 'replaced';
}

/** The months without data, by name: "March 2019 to December 2024"; "None" where there are none. */
export function gapsInWords({ months }: ForceCoverage): string {
  const every = months.map(({ month }) => month);
  const gaps = months.filter((month) => !isLoaded(month)).map(({ month }) => month);
  return gaps.length === 0 ? 'None' : listMonthsInWords(gaps, every);
}

/** How much of a force's months there is, in one sentence. */
export function coverageSentence(coverage: ForceCoverage): string {
  const { force, months } = coverage;
  if (months.length === 0) return `Nothing of ${force} is loaded.`;
  const span = spanInWords(months.map(({ month }) => month));
  const many = months.filter(isLoaded).length;
  if (many === months.length) {
    return `Every month of ${force} from ${span} is loaded: ${amountOf(many, 'month')}.`;
  }
  const takenBack = months.filter(({ state }) => state === 'withdrawn').length;
  const withdrawn =
    takenBack === 0 ? '' : ` Of these, ${takenBack} ${takenBack === 1 ? 'was' : 'were'} withdrawn.`;
  return `${many} of the ${amountOf(months.length, 'month')} of ${force} from ${span} ${many === 1 ? 'is' : 'are'} loaded. Without data: ${gapsInWords(coverage)}.${withdrawn}`;
}

/** The share of accepted rows that have no location, in percent; null where there are no rows. */
export function shareWithoutLocation(months: readonly MonthCoverage[]): number | null {
  const rows = months.reduce((sum, { unit }) => sum + (unit?.rows ?? 0), 0);
  const without = months.reduce((sum, { unit }) => sum + (unit?.withoutLocation ?? 0), 0);
  return rows === 0 ? null : (100 * without) / rows;
}
