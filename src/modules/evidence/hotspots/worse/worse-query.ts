import { z } from 'zod';
import { findPlaceCode } from '#modules/evidence/figures/place-query.ts';
import { findLength, findMonth, periodLengths } from '#modules/evidence/hotspots/map-query.ts';
import type { WorseAddress } from '#modules/evidence/paths.ts';
import { monthPlus, monthsBetween } from '#platform/calendar.ts';

/** What is asked of the table of what has become worse. */
export type WorseQuery = {
  /** The code of a district; undefined for the whole. */
  placeCode: string | undefined;
  /** The last month, YYYY-MM; undefined for the newest. */
  to: string | undefined;
  /** How many months are compared with as many before; undefined for what the loaded months allow. */
  months: number | undefined;
};

const Query = z.object({
  place: z.unknown().optional(),
  to: z.unknown().optional(),
  months: z.unknown().optional(),
});

/** What an address asks for. Throws NoFigure for what there cannot be. */
export function parseWorseQuery(query: unknown): WorseQuery {
  const asked = Query.parse(query ?? {});
  const isAsked = asked.months !== undefined && asked.months !== '';
  return {
    placeCode: findPlaceCode(asked.place),
    to: findMonth(asked.to),
    months: isAsked ? findLength(asked.months) : undefined,
  };
}

/** The address that asks for this. */
export function worseAddressOf({ placeCode, to, months }: WorseQuery): WorseAddress {
  return { place: placeCode, to, months: months === undefined ? undefined : String(months) };
}

/** The months of the two periods that are loaded. */
export type Periods = { before: readonly string[]; now: readonly string[] };

/** The loaded months up to one, so many back, and of as many before those. */
export function periodsOf(loaded: readonly string[], to: string, length: number): Periods {
  const list = (last: string) =>
    monthsBetween(monthPlus(last, 1 - length), last).filter((month) => loaded.includes(month));
  return { now: list(to), before: list(monthPlus(to, -length)) };
}

/** Longer than a year is for whoever asks: what has become worse is of lately. */
export const usualLengths = periodLengths.filter((length) => length <= 12).toReversed();

/**
 * How many months are compared where nobody says: the longest, up to a year, of which every month is loaded and
 * every one of as many before; else the longest with any month of both. Chosen by what is loaded, never by what it
 * shows. Undefined where no two periods can be compared.
 */
export function chooseLength(loaded: readonly string[], to: string): number | undefined {
  return (
    usualLengths.find((length) => isWhole(loaded, to, length)) ??
    usualLengths.find((length) => canCompare(loaded, to, length))
  );
}

/** Whether every month of a period is loaded, and every one of as many before. */
export function isWhole(loaded: readonly string[], to: string, length: number): boolean {
  const { before, now } = periodsOf(loaded, to, length);
  return before.length === length && now.length === length;
}

/** Whether any month before a period is loaded. */
function canCompare(loaded: readonly string[], to: string, length: number): boolean {
  return periodsOf(loaded, to, length).before.length > 0;
}
