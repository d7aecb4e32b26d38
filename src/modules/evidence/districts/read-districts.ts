import { listDistricts } from '#core/places/district-store.ts';
import { listDistrictPopulations } from '#core/places/population-store.ts';
import type { Service } from '#core/service.ts';
import type { Transaction } from '#platform/database/database.ts';
import { findResidentsOfWhole } from '../figures/residents.ts';
import { makeTrend, usualPeriod } from '../figures/trend.ts';
import { readIncidentCounts } from '../incident-counts/district-counts.ts';
import { findCurrentSource } from '../incident-counts/incident-source-store.ts';
import { makeDistrictFigure } from './district-figure.ts';
import { makeDistrictLines } from './district-lines.ts';

/** The figure of the districts, of one crime type or all; undefined while nothing is loaded. */
export async function readDistricts(
  tx: Transaction,
  service: Service,
  crimeType: string | undefined,
) {
  const current = await findCurrentSource(tx, service);
  if (current === undefined) return undefined;
  const { months } = current;
  const { profile } = service;
  const populations = await listDistrictPopulations(tx);
  const counts = await readIncidentCounts(tx, service, current, { crimeType });
  const residents = findResidentsOfWhole(profile, populations);
  const residentsOf = (code: string | null) =>
    code === null ? residents : populations.find((one) => one.code === code);
  const districts = await listDistricts(tx);
  const facts = { months, counts, residentsOf };
  const lines = makeDistrictLines(districts, profile.areas.whole.name, facts);
  const trend = makeTrend(months, counts, usualPeriod);
  const figure = makeDistrictFigure(profile, { crimeType, current, lines, trend, residents });
  return { current, figure };
}
