import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Feature, FeatureCollection, MultiPolygon, Polygon } from 'geojson';
import { findContiguity } from '#statistics/spatial/find-contiguity.ts';
import type { Neighbours } from '#statistics/spatial/spatial-weights.ts';
import { geographyFile } from '../shared-months.ts';

/** The small areas (LSOA 2021) of a map, queen neighbours and residents, in one order. */
export type SmallAreas = {
  readonly codes: readonly string[];
  readonly neighbours: Neighbours;
  readonly residents: Float64Array;
};

/** The 354 of Warwickshire. */
export function readCounty(): SmallAreas {
  const folder = geographyFile('warwickshire-lsoa21');
  return readAreas(readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8')));
}

/** The 35,672 of England and Wales. */
export function readCountry(): SmallAreas {
  const packed = readFileSync(geographyFile('boundaries_lsoa21.geojson.gz'));
  return readAreas([gunzipSync(packed).toString('utf8')]);
}

function readAreas(texts: readonly string[]): SmallAreas {
  const features = texts.flatMap((text) => {
    const { features } = JSON.parse(text) as FeatureCollection<Polygon | MultiPolygon>;
    return features;
  });
  const codes = features.map(codeOf);
  const residents = readResidents();
  return {
    codes,
    neighbours: findContiguity(
      features.map(({ geometry }) =>
        geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat(),
      ),
    ),
    residents: Float64Array.from(codes, (code) => residents.get(code) ?? Number.NaN),
  };
}

function codeOf({ properties }: Feature): string {
  const code = Object.values(properties ?? {}).find(
    (value) => typeof value === 'string' && /^[EW]01\d{6}$/.test(value),
  );
  if (typeof code !== 'string') throw new Error('An area has no code.');
  return code;
}

function readResidents(): Map<string, number> {
  const lines = readFileSync(geographyFile('census21_usual_residents_lsoa21.csv'), 'utf8')
    .trim()
    .split('\n')
    .slice(1);
  return new Map(
    lines.map((line) => {
      const [code = '', residents] = line.replaceAll('"', '').trim().split(',');
      return [code, Number(residents)];
    }),
  );
}
