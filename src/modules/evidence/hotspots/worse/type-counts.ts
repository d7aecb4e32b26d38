import type { GroundLevel } from '#modules/evidence/hotspots/ground.ts';

/** A month, YYYY-MM, and its incidents. */
export type MonthCount = { month: string; count: number };

/** Incidents of one crime type in one area, in two periods that follow each other. */
export type TypeCount = {
  code: string;
  crimeType: string;
  before: number;
  now: number;
  /** The month of the later period with the most, the first of equals; null where it had none. */
  most: MonthCount | null;
};

/** An area, and where it lies in words where somebody may not know its name; null where nothing says it. */
export type CountedArea = { code: string; name: string; where: string | null };

/** What happened in every area in two periods, by crime type. */
export type TypeCounts = {
  level: GroundLevel;
  areas: readonly CountedArea[];
  /** Areas without any of a type in both periods are not among them. */
  counts: readonly TypeCount[];
  /** Crime types with an incident in any of the areas in either period, by name. */
  crimeTypes: readonly string[];
};

/** The crime types of counts, each once. */
export function listCrimeTypes(counts: readonly TypeCount[]): string[] {
  return [...new Set(counts.map(({ crimeType }) => crimeType))].toSorted();
}
