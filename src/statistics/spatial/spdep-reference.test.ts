import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { describeWithSharedData, sharedFolder } from '#tests/support/shared-data.ts';
import { findContiguity, type Outline } from './find-contiguity.ts';
import { localGi, localGiStar } from './getis-ord.ts';
import { globalMoran } from './global-moran.ts';
import { localMoran } from './local-moran.ts';
import { readGal } from './read-gal.ts';
import { weighNeighbours, type Neighbours, type WeightStyle } from './spatial-weights.ts';

type Row = Readonly<Record<string, string>>;

const folder = 'spatial-reference';
const textOf = (...path: string[]): string =>
  readFileSync(join(sharedFolder(folder), ...path), 'utf8');
const rowsOf = (file: string): Row[] => parse(textOf(file), { columns: true });
const places = ['dataset', 'variable', 'weights', 'style'] as const;
const keyOf = (row: Row): string => places.map((place) => row[place]).join(' · ');

describeWithSharedData('the values that R’s spdep computed', folder, () => {
  const global = rowsOf('spdep-global-statistics.csv');
  const local = new Map<string, Row[]>();
  for (const row of rowsOf('spdep-local-statistics.csv')) {
    local.set(keyOf(row), [...(local.get(keyOf(row)) ?? []), row]);
  }

  it('are there for two maps, four variables and both styles', () => {
    expect([...local.keys()].toSorted()).toEqual(global.map(keyOf).toSorted());
    expect(global).toHaveLength(10);
  });

  describe.each(global.map((row) => [keyOf(row), row] as const))('%s', (key, expected) => {
    const rows = local.get(key) ?? [];
    const { ids, neighbours } = mapOf(expected);
    const byId = new Map(rows.map((row) => [row['id'], row]));
    const inOrder = ids.map((id) => byId.get(id) ?? {});
    const values = inOrder.map((row) => Number(row['x']));
    const style = expected['style'] as WeightStyle;
    const weights = weighNeighbours(neighbours, style);

    it('gives the same Moran’s I, and the same place in what chance would give', () => {
      const moran = globalMoran(values, weights);
      expectEqual(moran?.i, expected['moran_I']);
      expectEqual(moran?.expected, expected['moran_EI']);
      expectEqual(moran?.variance, expected['moran_var_rand']);
      expectEqual(moran?.z, expected['moran_z_rand']);
      expectEqual(moran?.p, expected['moran_p2_rand']);
    });

    it('gives the same local Moran for every area, conditional and total', () => {
      const local = localMoran(values, weights);
      for (const [area, row] of inOrder.entries()) {
        const moran = local[area];
        expectEqual(moran?.ii, row['Ii']);
        expectEqual(moran?.conditional.expected, row['E_Ii_cond']);
        expectEqual(moran?.conditional.variance, row['Var_Ii_cond']);
        expectEqual(moran?.conditional.z, row['Z_Ii_cond']);
        expectEqual(moran?.conditional.p, row['p2_cond']);
        expectEqual(moran?.total.expected, row['E_Ii_total']);
        expectEqual(moran?.total.variance, row['Var_Ii_total']);
        expectEqual(moran?.total.z, row['Z_Ii_total']);
      }
    });

    it('gives the same Gi and Gi* for every area', () => {
      const gi = localGi(values, weights);
      const giStar = localGiStar(values, weighNeighbours(neighbours, style, { includeSelf: true }));
      for (const [area, row] of inOrder.entries()) {
        expectEqual(gi[area], row['Gi_z']);
        expectEqual(giStar[area], row['Gi_star_z']);
      }
    });
  });
});

/** To 1e-9 of the value itself, and so also of p-values that are nearly 0. */
function expectEqual(value: number | undefined, reference: string | undefined): void {
  const expected = Number(reference || NaN);
  const difference = Math.abs((value ?? NaN) - expected);
  if (difference <= 1e-9 * Math.abs(expected)) return;
  expect.fail(`${value} is not ${reference}`);
}

function mapOf(row: Row): { ids: readonly string[]; neighbours: Neighbours } {
  if (row['dataset'] === 'sids2') return readGal(textOf('sids2', 'sids2.gal'));
  const { features } = JSON.parse(textOf('columbus', 'columbus.json')) as Collection;
  const kind = row['weights'] === 'rook from polygons' ? 'rook' : 'queen';
  return {
    ids: features.map(({ properties }) => String(properties.POLYID)),
    neighbours: findContiguity(
      features.map(({ geometry }) => geometry.coordinates),
      { kind },
    ),
  };
}

type Collection = {
  features: { properties: { POLYID: number }; geometry: { coordinates: Outline } }[];
};
