import { randomUUID } from 'node:crypto';
import type { AreaType } from '#core/places/area-type.ts';
import { loadAreas } from '#core/places/load-areas.ts';
import { loadLookup } from '#core/places/load-lookup.ts';
import { loadPopulations } from '#core/places/load-populations.ts';
import type { Service } from '#core/service.ts';
import { dayOf, monthPlus } from '#platform/calendar.ts';
import { uploadLimit } from '#platform/http/server.ts';
import { importPoliceFiles } from '#modules/evidence/police-imports/import-police-files.ts';
import { geographyFile } from '../shared-months.ts';
import { shiftMonths } from './shifted-months.ts';

const operator = { kind: 'operator', email: 'bench@county.example' } as const;
const carrying = 'lookup_lsoa11_lsoa21_ltla22.csv.gz';
const months = 24;

/** Loads areas, lookups and residents as published, and then 24 months of every force in one import. */
export async function loadCounty(service: Service, say: (line: string) => void): Promise<string> {
  await loadGeography(service);
  const files = [];
  const newest = monthPlus(dayOf(service.clock.now()).slice(0, 7), -2);
  for (const { name, content } of shiftMonths(months, newest)) {
    files.push({ name, ...(await service.files.keep(content, uploadLimit)) });
  }
  const began = performance.now();
  const id = randomUUID();
  let last = '';
  await importPoliceFiles(service, operator, {
    id,
    source: 'police',
    files,
    progress(step) {
      if (step !== last) say(`  after ${seconds(began)} s: ${step}`);
      last = step;
    },
  });
  const most = process.resourceUsage().maxRSS / 1024;
  say(`${files.length} files were imported in ${seconds(began)} s, at most ${most.toFixed(0)} MB.`);
  return id;
}

function seconds(began: number): string {
  return ((performance.now() - began) / 1000).toFixed(1);
}

async function loadGeography(service: Service): Promise<void> {
  const areas = (type: AreaType, name: string, code: string, label: string) =>
    loadAreas(service, operator, {
      type,
      paths: [geographyFile(name)],
      fields: { code, name: label },
    });
  const lookup = (name: string, from: AreaType, to: AreaType, fromField: string, toField: string) =>
    loadLookup(service, operator, { from, to, path: geographyFile(name), fromField, toField });
  await areas('lsoa21', 'boundaries_lsoa21.geojson.gz', 'lsoa21_code', 'lsoa21_name');
  await lookup(carrying, 'lsoa11', 'lsoa21', 'lsoa11_code', 'lsoa21_code');
  await lookup(carrying, 'lsoa21', 'district', 'lsoa21_code', 'ltla22_code');
  const wards = 'lookup_lsoa21_ward24_ltla24.csv.gz';
  await lookup(wards, 'lsoa21', 'ward', 'lsoa21_code', 'ward24_code');
  await loadPopulations(service, operator, {
    type: 'lsoa21',
    year: 2021,
    path: geographyFile('census21_usual_residents_lsoa21.csv'),
    fields: { code: 'lsoa21_code', count: 'total_residents' },
  });
}
