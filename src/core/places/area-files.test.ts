import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { collect, geoJson, writeInto } from '#tests/support/area-files.ts';
import { readAreas } from './read-areas.ts';
import { readCsvRows } from './read-csv-rows.ts';

const fields = { code: 'CODE', name: 'NAME' };
const one = geoJson({ code: 'E01000001' });

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'breakwater-areas-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function read(name: string, content: string | Buffer, wanted = fields) {
  const path = await writeInto(folder, 'kept', content);
  return collect(readAreas({ name, path }, wanted));
}

describe('areas are read', () => {
  test('from GeoJSON, packed or plain, with or without a byte order mark', async () => {
    const expected = [
      {
        place: 'feature 1',
        code: 'E01000001',
        name: 'Area E01000001',
        parent: undefined,
        shape: expect.objectContaining({ box: { west: -1.5, south: 52, east: -1, north: 53 } }),
      },
    ];
    expect(await read('a.geojson', one)).toEqual(expected);
    expect(await read('a.geojson.gz', gzipSync(`\uFEFF${one}`))).toEqual(expected);
  });

  test('from CSV without boundaries, whatever stands beside the wanted columns', async () => {
    const csv = 'x,NAME,CODE\r\n1,"Upper, Lower",E01000001\r\n';
    expect(await read('a.csv', csv)).toEqual([
      { place: 'line 2', code: 'E01000001', name: 'Upper, Lower', parent: undefined, shape: null },
    ]);
  });

  test('however the text is cut into pieces, and whatever stands in quotation marks', async () => {
    const many = Array.from({ length: 3_000 }, (_, index) => ({
      code: `E0${1_000_000 + index}`,
      name: `A "}],{[ \\ ${index} é`,
    }));
    const found = await read('a.geojson', geoJson(...many));
    expect(found.map(({ code, name }) => ({ code, name }))).toEqual(many);
  });

  test('as a file that names its coordinates WGS84', async () => {
    const crs = { type: 'name', properties: { name: 'urn:ogc:def:crs:OGC:1.3:CRS84' } };
    expect(await read('a.geojson', JSON.stringify({ crs, ...JSON.parse(one) }))).toHaveLength(1);
  });
});

describe('a file of areas is refused', () => {
  const grid = { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::27700' } };
  const metres = geoJson({ code: 'E01000001', box: [430_000, 270_000, 431_000, 271_000] });
  const turned = geoJson({ code: 'E01000001', box: [52, -1.5, 53, -1] });
  const shapeless = one.replace(/"geometry":\{.*?\}/, '"geometry":null');
  const unclosed = one.replace('[-1.5,52]]]', '[-1.5,52.1]]]');

  test.each([
    ['metres of the National Grid', metres, /feature 1: The coordinates look like metres/],
    ['the name of another system', JSON.stringify({ crs: grid, ...JSON.parse(one) }), /27700/],
    ['latitude before longitude', turned, /feature 1: .* not in the United Kingdom/],
    ['an area without a shape', shapeless, /feature 1: The geometry is not a closed/],
    ['a ring that is not closed', unclosed, /feature 1: The geometry is not a closed/],
    ['the end missing', one.slice(0, -3), /not GeoJSON, or it is cut short/],
    ['a comma too many', one.replace(/\]\}$/, ',]}'), /not GeoJSON/],
    ['one feature and no collection', '{"type":"Feature","properties":{}}', /not a collection/],
    ['no feature', geoJson(), /has no features/],
    ['nothing', '', /It is empty/],
    ['a web page', '<!doctype html><html></html>', /It is a web page/],
    ['a spreadsheet', Buffer.from('PK\u0003\u0004'), /zip file or a spreadsheet/],
    ['bytes that are not UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), /not text in UTF-8/],
    ['a NUL', '{"type":"Feature\0"}', /not text in UTF-8/],
    ['a packing that breaks off', gzipSync(one).subarray(0, 60), /damaged or cut short/],
    ['far more than its packing', gzipSync(' '.repeat(3_000_000)), /content is too large/],
    ['nesting without end', '['.repeat(100_000), /nested too deeply/],
  ])('for %s', async (_what, content, message) => {
    await expect(read('a.geojson', content)).rejects.toThrow(message);
  });

  test('for a field that is not there, naming those that are', async () => {
    await expect(read('a.geojson', one, { code: 'LSOA21CD', name: 'NAME' })).rejects.toThrow(
      'There is no field “LSOA21CD”. The fields are CODE, NAME, PARENT.',
    );
    await expect(read('a.csv', 'a,b\n1,2\n')).rejects.toThrow('The fields are a, b.');
  });

  test('for a row with a value too few, an open quotation mark, or a heading twice, with its line', async () => {
    const rows = (content: string) =>
      writeInto(folder, 'kept', content).then((path) =>
        collect(readCsvRows({ name: 'a.csv', path }, ['CODE'])),
      );
    await expect(rows('CODE,NAME\nE01000001,x\nE01000002\n')).rejects.toThrow(
      'a.csv, line 3: The row has 1 values and the heading 2.',
    );
    await expect(rows('CODE\n"E01000001\n')).rejects.toThrow(/never closed/);
    await expect(rows('CODE,CODE\n1,2\n')).rejects.toThrow('Two fields are called “CODE”.');
  });
});
