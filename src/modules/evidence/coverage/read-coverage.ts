import type { Service } from '#core/service.ts';
import type { Transaction } from '#platform/database/database.ts';
import { readOutsideByMonth } from '../incident-counts/district-counts.ts';
import { findCurrentSource } from '../incident-counts/incident-source-store.ts';
import {
  findCurrentOrigin,
  listSeries,
  listSeriesMonths,
} from '../partner-counts/count-series-store.ts';
import { listUnits } from './coverage-store.ts';
import { arrangeForces } from './force-coverage.ts';

/** What is loaded of the police and of the partners; each undefined while there is nothing of it. */
export async function readCoverage(tx: Transaction, service: Service) {
  const current = await findCurrentSource(tx, service);
  const origin = await findCurrentOrigin(tx);
  const [own, ...others] =
    current === undefined ? [] : arrangeForces(await listUnits(tx, current), current.force);
  return {
    origin,
    police:
      current === undefined || own === undefined
        ? undefined
        : {
            profile: service.profile,
            current,
            own,
            others,
            outside: await readOutsideByMonth(tx, service, current),
          },
    partners:
      origin === undefined
        ? undefined
        : {
            origin,
            series: await listSeries(tx, origin),
            months: await listSeriesMonths(tx, origin),
          },
  };
}

export type Coverage = Awaited<ReturnType<typeof readCoverage>>;
