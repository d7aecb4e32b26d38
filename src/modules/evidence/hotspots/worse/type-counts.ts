import type { GroundLevel } from '#modules/evidence/hotspots/ground.ts';

/** Incidents of one crime type in one area, in two periods that follow each other. */
export type TypeCount = { code: string; crimeType: string; before: number; now: number };

/** What happened in every area in two periods, by crime type. */
export type TypeCounts = {
  level: GroundLevel;
  areas: readonly { code: string; name: string }[];
  /** Areas without any of a type in both periods are not among them. */
  counts: readonly TypeCount[];
  /** Crime types with an incident in any of the areas in either period, by name. */
  crimeTypes: readonly string[];
};

/** The crime types of counts, each once. */
export function listCrimeTypes(counts: readonly TypeCount[]): string[] {
  return [...new Set(counts.map(({ crimeType }) => crimeType))].toSorted();
}
