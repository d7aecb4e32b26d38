import type { AreaType, StoredAreaType } from './area-type.ts';
import type { Boundary, BoundingBox } from './boundary.ts';

export type LoadKind = 'areas' | 'lookup' | 'population';

/** What a load says it is about; the same content said to be something else is another load. */
export type LoadSubject = {
  kind: LoadKind;
  type: StoredAreaType;
  /** Of a lookup: the type of area that the codes lead to. */
  toType: AreaType | null;
  /** Of populations: the year they are for. */
  year: number | null;
};

export type AreaLoad = LoadSubject & {
  id: string;
  files: readonly { name: string; sha256: string }[];
  /** Rows or features stored, and rows that said again what another row of the load had said. */
  rows: number;
  rowsRepeated: number;
};

/** One area of a file, where it stands in it. */
export type NewArea = {
  place: string;
  code: string;
  name: string;
  parent: { type: AreaType; code: string } | null;
  /** Null in a file without boundaries: the area keeps the one it has. */
  shape: { boundary: Boundary; box: BoundingBox } | null;
};

export type NewLookup = { fromCode: string; toCode: string };

export type NewPopulation = { code: string; people: number };
