import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export type InventedArea = {
  code: string;
  name?: string;
  parent?: string;
  /** The box of its boundary in degrees: west, south, east, north. */
  box?: readonly [number, number, number, number];
};

/** The text of a GeoJSON set of areas whose fields are CODE, NAME and PARENT. */
export function geoJson(...areas: readonly InventedArea[]): string {
  const features = areas.map(
    ({ code, name = `Area ${code}`, parent, box = [-1.5, 52, -1, 53] }) => {
      const [west, south, east, north] = box;
      const ring = [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
      ];
      return {
        type: 'Feature',
        properties: { CODE: code, NAME: name, PARENT: parent ?? null },
        geometry: { type: 'Polygon', coordinates: [ring] },
      };
    },
  );
  return JSON.stringify({ type: 'FeatureCollection', features });
}

/** Writes a file into a folder and gives its path. */
export async function writeInto(
  folder: string,
  name: string,
  content: string | Buffer,
): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

/** Everything that comes, in a list. */
export async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}
