import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findingsPath } from '#core/findings/paths.ts';
import { loadInventedAreas } from '#core/places/load-invented-areas.ts';
import { monthPlus } from '#platform/calendar.ts';
import { keepText, policeFile } from '#tests/support/police-files.ts';
import { openTestApp, type TestServiceWithApp } from '#tests/support/service.ts';
import { operator, signInAs } from '#tests/support/sign-in.ts';
import { importPoliceFiles } from '../police-imports/import-police-files.ts';
import { withdrawImport } from '../police-imports/withdraw-import.ts';
import { seedTrendFindings } from './seed-trend-findings.ts';

const start = { kind: 'system', name: 'start' } as const;

const [westmole, area] = ['E99000002', 'D99000002'];

let opened: TestServiceWithApp;
beforeAll(async () => {
  opened = await openTestApp({ demonstration: true });
  await loadInventedAreas(opened.service, start, [{ code: area, districtCode: westmole }]);
});
afterAll(() => opened.close());

/** Twenty months of robbery in Westmole, of which the last six have three times as many. */
async function load(source: 'police' | 'demonstration', force: string): Promise<string> {
  const files = await Promise.all(
    Array.from({ length: 20 }, (_, index) => {
      const row = {
        Month: monthPlus('2025-01', index),
        'Reported by': force,
        'Falls within': force,
        'LSOA code': source === 'police' ? 'E01000002' : area,
        'LSOA name': 'Westmole 001A',
      };
      const rows = Array.from({ length: index < 14 ? 20 + (index % 3) : 60 }, () => row);
      return keepText(opened.service, `${row.Month}-street.csv`, policeFile(...rows));
    }),
  );
  const order = { id: randomUUID(), source, files, mayReplace: true };
  return (await importPoliceFiles(opened.service, start, order)).id;
}

test('the demonstration begins with what its analyst found of the invented incidents, once', async () => {
  const { app, service } = opened;
  const { visitor } = await signInAs(app, service, 'analyst');
  const list = () => visitor.get(findingsPath());
  await seedTrendFindings(service);
  expect((await list()).text).toContain('None is recorded yet.');

  await load('demonstration', service.demonstration?.incidents.recipe.reportedBy ?? '');
  const real = await load('police', 'Harbourshire Constabulary');
  await seedTrendFindings(service);
  expect((await list()).text).toContain('None is recorded yet.');

  await withdrawImport(service, { principal: operator }, { id: real });
  await seedTrendFindings(service);
  await seedTrendFindings(service);
  const { html, text } = await list();
  expect(text).toMatch(
    /1 finding in use\s*Robbery in Westmole: higher than usual since \w+ 2026\./,
  );
  const [path = ''] = /\/findings\/[0-9a-f-]{36}/.exec(html) ?? [];
  const { text: finding } = await visitor.get(path);
  expect(finding).toContain('These figures are invented for the demonstration.');
  expect(finding).toContain('Recorded by');
});
