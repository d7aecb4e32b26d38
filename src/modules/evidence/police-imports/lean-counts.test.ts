import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectionFor } from '#platform/database/connection.ts';
import { projectRoot } from '#platform/project-root.ts';
import { keepText, policeFile } from '#tests/support/police-files.ts';
import { makeTestService, type TestService } from '#tests/support/service.ts';
import { importPoliceFiles } from './import-police-files.ts';

const start = { kind: 'system', name: 'start' } as const;

/** The counts as they were kept before: everything on every row. */
const asBefore = `
  create table before (import_id uuid, force text, month text, area_code text, area_name text,
    crime_type text, count integer);
  insert into before select import_id, force, month, code, areas.name, types.name, count
    from police_monthly_counts join police_months as months on months.id = month_id
    join police_areas as areas on areas.id = area_id
    join police_crime_types as types on types.id = crime_type_id;
  create table placed_before (import_id uuid, force text, month text, area_code text,
    crime_type text, current_code text, count integer);
  insert into placed_before select import_id, force, month, 'E01000010', 'Robbery', 'E01000011', 4
    from police_months;
  drop table police_monthly_counts, police_placed_counts, police_import_areas, police_areas,
    police_crime_types;
  alter table police_months drop column id;
  alter table before rename to police_monthly_counts;
  alter table police_monthly_counts
    add primary key (import_id, force, month, area_code, area_name, crime_type);
  alter table placed_before rename to police_placed_counts;
  alter table police_placed_counts
    add primary key (import_id, force, month, area_code, crime_type, current_code);`;

let place: TestService;
let owner: pg.Client;
beforeAll(async () => {
  place = await makeTestService();
  owner = new pg.Client(connectionFor(place.service.database.address, 'breakwater_owner'));
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await place.close();
});

async function load(month: string): Promise<void> {
  const area = { 'LSOA code': 'E01000010', 'LSOA name': 'Rugby 001A' };
  const text = policeFile(
    { Month: month, ...area, 'Crime type': 'Robbery' },
    { Month: month, ...area, 'Crime ID': '', 'Crime type': 'Robbery' },
    { Month: month, ...area, 'LSOA name': 'Rugby 009Z', 'Crime type': 'Burglary' },
    { Month: month, 'LSOA code': '', 'LSOA name': '', Longitude: '', Latitude: '' },
  );
  const files = [await keepText(place.service, `${month}-street.csv`, text)];
  await importPoliceFiles(place.service, start, { id: randomUUID(), source: 'police', files });
}

async function readTotals(): Promise<unknown[]> {
  const { rows } = await owner.query(
    `select import_id, code, name, rows from police_import_areas
     join police_areas as areas on areas.id = area_id order by import_id, code, name`,
  );
  return rows;
}

async function readCounts(): Promise<unknown[]> {
  const { rows } = await owner.query(`
    select import_id, month, code, areas.name, types.name as type, count
    from police_monthly_counts join police_months as months on months.id = month_id
    join police_areas as areas on areas.id = area_id
    join police_crime_types as types on types.id = crime_type_id
    order by month, code, areas.name, types.name`);
  return rows;
}

test('counts that were kept with everything on every row come over as they were', async () => {
  await load('2025-05');
  await load('2025-06');
  const counts = await readCounts();
  expect(counts).toHaveLength(6);
  const totals = await readTotals();
  await owner.query('begin');
  await owner.query(asBefore);
  const file = join(projectRoot, 'database/migrations/0007_lean-counts.sql');
  await owner.query(await readFile(file, 'utf8'));
  const carried = await readCounts();
  const carriedTotals = await readTotals();
  const placed = await owner.query(
    `select month, area_code, name as type, current_code, count from police_placed_counts
     join police_months as months on months.id = month_id
     join police_crime_types as types on types.id = crime_type_id order by month`,
  );
  await owner.query('rollback');
  expect(carried).toEqual(counts);
  expect(carriedTotals).toEqual(totals);
  const where = { area_code: 'E01000010', type: 'Robbery', current_code: 'E01000011', count: 4 };
  expect(placed.rows).toEqual([
    { month: '2025-05', ...where },
    { month: '2025-06', ...where },
  ]);
});

test('an area and a crime type are kept once, however many months name them', async () => {
  const { rows } = await owner.query<{ areas: number; types: number }>(
    `select (select count(*) from police_areas) as areas,
       (select count(*) from police_crime_types) as types`,
  );
  expect(rows).toEqual([{ areas: 3, types: 2 }]);
});
