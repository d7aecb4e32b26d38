import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { findInstallation, setDemonstrationMonth } from '#core/installation/installation-store.ts';
import type { DemonstrationIncidents } from '#core/partnership/demonstration.ts';
import type { PartnershipProfile } from '#core/partnership/profile.ts';
import { loadInventedAreas } from '#core/places/load-invented-areas.ts';
import type { Service } from '#core/service.ts';
import { dayOf, monthPlus } from '#platform/calendar.ts';
import { uploadLimit } from '#platform/http/server.ts';
import type { FileToImport } from '../police-imports/gather-files.ts';
import { importPoliceFiles } from '../police-imports/import-police-files.ts';
import { generateIncidents } from './generate-incidents.ts';
import { incidentCsv } from './incident-csv.ts';

const start = { kind: 'system', name: 'start' } as const;

/** The police publish a month about two months after it ended, and so does the demonstration. */
const monthsLate = 2;

/** Loads the invented incidents through the same door as real ones, and again when a month has passed. */
export async function seedIncidents(service: Service): Promise<void> {
  const { database, demonstration, clock, files } = service;
  if (demonstration === undefined) return;
  await loadInventedAreas(service, start, inventedAreas(service.profile, demonstration.incidents));
  const newest = monthPlus(dayOf(clock.now()).slice(0, 7), -monthsLate);
  const installation = await database.transaction(start, findInstallation);
  if (installation?.demonstrationMonth === newest) return;
  const kept: FileToImport[] = [];
  for (const { month, rows } of generateIncidents(demonstration.incidents, newest, 'breakwater')) {
    const content = Readable.from([incidentCsv(rows)]);
    kept.push({
      name: `${month}-invented-street.csv`,
      ...(await files.keep(content, uploadLimit, { madeHere: true })),
    });
  }
  await importPoliceFiles(service, start, {
    id: randomUUID(),
    source: 'demonstration',
    files: kept,
  });
  await database.transaction(start, (tx) => setDemonstrationMonth(tx, newest));
}

/** The invented areas that lie in a district of the partnership, by its code. */
function inventedAreas(
  { areas: { districts } }: PartnershipProfile,
  { areas }: DemonstrationIncidents,
): { code: string; districtCode: string }[] {
  return areas.flatMap(({ code, district }) => {
    const found = districts.find(({ id }) => id === district);
    return found === undefined ? [] : [{ code, districtCode: found.onsCode }];
  });
}
