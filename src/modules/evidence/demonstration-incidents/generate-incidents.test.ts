import { join } from 'node:path';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { DemonstrationIncidents } from '#core/partnership/demonstration.ts';
import { loadDemonstration } from '#core/partnership/load-demonstration.ts';
import {
  crimeTypes,
  policeColumns,
  type PoliceRow,
} from '#modules/evidence/police-files/police-row.ts';
import { findBrokenRule } from '#modules/evidence/police-files/row-rules.ts';
import { monthPlus } from '#platform/calendar.ts';
import { projectRoot } from '#platform/project-root.ts';
import { harbourshireFolder } from '#tests/support/partnership/harbourshire.ts';
import { expectedCount } from './expected-count.ts';
import { generateIncidents, type IncidentMonth } from './generate-incidents.ts';
import { incidentCsv } from './incident-csv.ts';

const newest = '2026-09';
const anySeed = fc.string({ minLength: 1, maxLength: 12 });
const anyMonth = fc
  .record({ year: fc.integer({ min: 2015, max: 2060 }), month: fc.integer({ min: 1, max: 12 }) })
  .map(({ year, month }) => `${year}-${String(month).padStart(2, '0')}`);

let shipped: DemonstrationIncidents;
let tiny: DemonstrationIncidents;
let months: IncidentMonth[] = [];
let rows: PoliceRow[] = [];

beforeAll(async () => {
  shipped = (await loadDemonstration(join(projectRoot, 'partnership/warwickshire'))).incidents;
  tiny = (await loadDemonstration(harbourshireFolder)).incidents;
  months = [...generateIncidents(shipped, newest, 'test')];
  rows = months.flatMap((month) => [...month.rows]);
});

function countIn(all: readonly IncidentMonth[], district: string, type: string): number[] {
  const codes = new Set(
    shipped.areas.filter((area) => area.district === district).map(({ code }) => code),
  );
  return all.map(
    (month) =>
      month.rows.filter((row) => codes.has(row['LSOA code']) && row['Crime type'] === type).length,
  );
}

const mean = (counts: readonly number[]): number =>
  counts.reduce((sum, count) => sum + count, 0) / counts.length;

describe('invented incidents', () => {
  it('are two years of months that end with the newest', () => {
    expect(months).toHaveLength(24);
    expect(months.at(0)?.month).toBe('2024-10');
    expect(months.at(-1)?.month).toBe(newest);
    for (const { month, rows } of months)
      expect(new Set(rows.map((row) => row.Month))).toEqual(new Set([month]));
  });

  it('are some hundreds a month', () => {
    for (const { month, rows } of months) {
      expect([month, rows.length >= 600 && rows.length <= 900]).toEqual([month, true]);
    }
  });

  it('are the same for the same recipe, month and seed, and differ for another seed', () => {
    fc.assert(
      fc.property(anySeed, anyMonth, (seed, month) => {
        const once = [...generateIncidents(tiny, month, seed)];
        expect([...generateIncidents(tiny, month, seed)]).toEqual(once);
        expect([...generateIncidents(tiny, month, `${seed}+`)]).not.toEqual(once);
      }),
      { numRuns: 40 },
    );
  });

  it('have the columns of a police file, with only the published crime types', () => {
    const headers = new Set(rows.map((row) => Object.keys(row).join()));
    expect(headers).toEqual(new Set([policeColumns.join()]));
    const known: readonly string[] = crimeTypes;
    expect(rows.filter((row) => !known.includes(row['Crime type']))).toEqual([]);
  });

  it('break no rule of an import of invented incidents, and cannot pass for published ones', () => {
    const today = '2026-11-22';
    const rulesBroken = (areaCodes: 'invented' | 'published') =>
      new Set(rows.map((row) => findBrokenRule(row, { today, areaCodes })));
    expect(rulesBroken('invented')).toEqual(new Set([undefined]));
    expect(rulesBroken('published')).toContain('area-code-malformed');
  });

  it('have a Crime ID of 64 hexadecimal digits each, never the same one twice', () => {
    const ids = rows.map((row) => row['Crime ID']).filter((id) => id !== '');
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^[0-9a-f]{64}$/.test(id))).toEqual([]);
  });

  it('have neither Crime ID nor outcome for anti-social behaviour, and both for the rest', () => {
    const wrong = rows.filter((row) => {
      const isWithout = row['Crime type'] === 'Anti-social behaviour';
      return (
        (row['Crime ID'] === '') !== isWithout ||
        (row['Last outcome category'] === '') !== isWithout
      );
    });
    expect(wrong).toEqual([]);
  });

  it('say in every row that they are invented', () => {
    expect(rows.filter((row) => !/invented/.test(row['Reported by']))).toEqual([]);
  });

  it('lack a place in about as many rows as the recipe asks, and then lack all of it', () => {
    const blank = rows.filter((row) => row.Location === 'No Location');
    const share = blank.length / rows.length;
    expect(share).toBeGreaterThan(0.01);
    expect(share).toBeLessThan(0.02);
    const partly = rows.filter((row) => {
      const parts = [row.Longitude, row.Latitude, row['LSOA code'], row['LSOA name']];
      return (
        new Set([row.Location === 'No Location', ...parts.map((part) => part === '')]).size > 1
      );
    });
    expect(partly).toEqual([]);
  });

  it('have a few rows beyond the county in every month', () => {
    const beyond = new Set(
      shipped.areas.filter(({ district }) => district === 'outside').map(({ code }) => code),
    );
    for (const { rows } of months)
      expect(rows.filter((row) => beyond.has(row['LSOA code']))).toHaveLength(6);
  });

  it('follow the recipe: each district and type is within chance of its expected total', () => {
    const visible = 1 - shipped.recipe.blankLocationShare;
    for (const [district, rates] of Object.entries(shipped.recipe.monthlyRates))
      for (const type of Object.keys(rates)) {
        const expected = months.reduce(
          (sum, { month }, index) =>
            sum + visible * expectedCount(shipped.recipe, district, type, month, index - 23),
          0,
        );
        const seen = countIn(months, district, type).reduce((sum, count) => sum + count, 0);
        const chance = 4.5 * Math.sqrt(expected) + 1;
        expect([district, type, Math.abs(seen - expected) < chance]).toEqual([
          district,
          type,
          true,
        ]);
      }
  });

  it('hold the planted change and no other like it, whatever the seed', () => {
    const change = shipped.recipe.changes[0];
    if (change === undefined) throw new Error('nothing is planted');
    fc.assert(
      fc.property(anySeed, (seed) => {
        const generated = [...generateIncidents(shipped, newest, seed)];
        const ratio = (district: string): number => {
          const counts = countIn(generated, district, change.crimeType);
          return (
            mean(counts.slice(change.fromMonth - 1)) / mean(counts.slice(0, change.fromMonth - 1))
          );
        };
        expect(ratio(change.district)).toBeGreaterThan(1.6);
        expect(ratio('rugby')).toBeLessThan(1.8);
      }),
      { numRuns: 12, seed: 20_261_122 },
    );
  });

  it('gather in the planted hotspots', () => {
    for (const { area, crimeTypes, share } of shipped.recipe.hotspots) {
      const district = shipped.areas.find(({ code }) => code === area)?.district;
      const codes = new Set(
        shipped.areas.filter((other) => other.district === district).map(({ code }) => code),
      );
      const inDistrict = rows.filter(
        (row) => crimeTypes.includes(row['Crime type']) && codes.has(row['LSOA code']),
      );
      const there = inDistrict.filter((row) => row['LSOA code'] === area).length;
      expect(there / inDistrict.length).toBeGreaterThan(share);
    }
  });

  it('fall on few points, as published ones do', () => {
    const points = new Set(rows.map((row) => `${row.Longitude} ${row.Latitude}`));
    expect(points.size).toBeLessThanOrEqual(shipped.areas.length * 8 + 1);
  });

  it('stand in the order of a police file, rows without a place last', () => {
    for (const { rows } of months) {
      const names = rows.map((row) => row['LSOA name'] || '~');
      expect(names).toEqual(names.toSorted());
    }
  });

  it('are written as a police file: its header, a line for each row, LF at the end', () => {
    const text = incidentCsv(months[0]?.rows ?? []);
    const lines = text.split('\n');
    expect(lines[0]).toBe(policeColumns.join(','));
    expect(lines).toHaveLength((months[0]?.rows.length ?? 0) + 2);
    expect(text.endsWith('\n')).toBe(true);
    expect(text).not.toContain('\r');
  });
});

describe('the expected count', () => {
  it('is highest in the peak month and as much lower half a year on', () => {
    const at = (month: string) =>
      expectedCount(shipped.recipe, 'rugby', 'Violence and sexual offences', month, 0);
    expect(at('2026-07')).toBeCloseTo(50 * 1.1, 10);
    expect(at('2026-01')).toBeCloseTo(50 * 0.9, 10);
    expect(at('2026-10')).toBeCloseTo(50, 10);
  });

  it('changes from the planted month on and not before', () => {
    const at = (offset: number) =>
      expectedCount(
        shipped.recipe,
        'nuneaton-and-bedworth',
        'Robbery',
        monthPlus(newest, offset),
        offset,
      );
    expect([at(-8), at(-7), at(0)]).toEqual([8, 20, 20]);
  });

  it('is nothing for a type that a district does not have', () => {
    expect(expectedCount(tiny.recipe, 'westmole', 'Anti-social behaviour', newest, 0)).toBe(0);
  });
});
