import { AreaFileProblem } from './area-file-problem.ts';
import type { NewArea } from './area-load.ts';
import { checkBoundary } from './boundary.ts';
import { refuseMissingFields } from './named-fields.ts';
import type { AreaFile } from './read-area-file.ts';
import { readCsvRows } from './read-csv-rows.ts';
import { readGeoJsonFeatures, type RawFeature } from './read-geojson-features.ts';

/** What the columns or properties are called that hold an area's code, name and parent. */
export type AreaFields = { code: string; name: string; parent?: string | undefined };

/** An area as a file gives it: nothing is checked yet but its shape. */
export type GivenArea = Pick<NewArea, 'place' | 'code' | 'name' | 'shape'> & {
  /** Undefined where no field for it was named. */
  parent: string | undefined;
};

/** The areas of a file: of a CSV without boundaries, else of GeoJSON. Throws AreaFileProblem. */
export async function* readAreas(file: AreaFile, fields: AreaFields): AsyncGenerator<GivenArea> {
  const wanted = [
    fields.code,
    fields.name,
    ...(fields.parent === undefined ? [] : [fields.parent]),
  ];
  const toArea = (place: string, values: Readonly<Record<string, string>>): GivenArea => ({
    place,
    code: values[fields.code] ?? '',
    name: values[fields.name] ?? '',
    parent: fields.parent === undefined ? undefined : (values[fields.parent] ?? ''),
    shape: null,
  });
  if (/\.csv(\.gz)?$/i.test(file.name)) {
    for await (const { line, values } of readCsvRows(file, wanted)) {
      yield toArea(`line ${line}`, values);
    }
    return;
  }
  for await (const feature of readGeoJsonFeatures(file)) {
    const place = `feature ${feature.number}`;
    const shape = readShape(file, place, feature);
    yield { ...toArea(place, readProperties(file, feature, wanted)), shape };
  }
}

function readProperties(
  file: AreaFile,
  { number, feature }: RawFeature,
  wanted: readonly string[],
): Record<string, string> {
  const { properties } = feature as { properties?: Record<string, unknown> | null };
  const values = new Map(Object.entries(properties ?? {}));
  // A field that the first feature has and another lacks is a fault of that other one.
  if (number === 1) refuseMissingFields(file.name, [...values.keys()], wanted);
  return Object.fromEntries(
    wanted.map((field) => {
      const value = values.get(field);
      return [field, typeof value === 'string' ? value.trim() : ''];
    }),
  );
}

function readShape(file: AreaFile, place: string, { feature }: RawFeature): GivenArea['shape'] {
  const { type, geometry } = feature as { type?: unknown; geometry?: unknown };
  if (type !== 'Feature') {
    throw new AreaFileProblem(file.name, place, 'It is no Feature.', 'Fetch it again as GeoJSON.');
  }
  const shape = checkBoundary(geometry);
  if (typeof shape !== 'string') return shape;
  const [sentence = '', ...toDo] = shape.split(/(?<=\.) /);
  throw new AreaFileProblem(file.name, place, sentence, toDo.join(' '));
}
