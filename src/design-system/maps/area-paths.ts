import { findGroupBorders, type GroupedRing } from './group-borders.ts';
import { ringsOf, type MapShape } from './map-shape.ts';
import { columnOf, rowOf, toPixelRing, type PixelRing } from './pixel-ring.ts';
import type { Projection } from './projection.ts';
import { simplifyBorders } from './simplify-borders.ts';

/** A quarter of a pixel, in tenths of one. */
const tolerance = 2.5;

export type AreaPaths = {
  /** By id, of every shape that has a geometry; to be filled by the even-odd rule. */
  areas: ReadonlyMap<string, string>;
  /** The edges of the groups, in lines that are not closed. */
  groupBorders: string;
};

/** Draws shapes in SVG path data whose unit is a tenth of a pixel. */
export function drawAreaPaths(shapes: readonly MapShape[], projection: Projection): AreaPaths {
  const rings = shapes.flatMap(({ geometry }) =>
    geometry === undefined
      ? []
      : ringsOf(geometry).map((positions) => toPixelRing(positions, projection)),
  );
  const simpler = simplifyBorders(rings, tolerance)[Symbol.iterator]();
  const areas = new Map<string, string>();
  const grouped: GroupedRing[] = [];
  for (const { id, geometry, group } of shapes) {
    if (geometry === undefined) continue;
    const own = ringsOf(geometry).map(() => simpler.next().value ?? []);
    const visible = own.filter((ring) => ring.length >= 3);
    // An area smaller than a tenth of a pixel is still there to be seen and picked.
    areas.set(id, visible.length > 0 ? visible.map(writeRing).join('') : writeSpeck(own[0]?.[0]));
    if (group !== undefined) for (const ring of visible) grouped.push({ ring, group });
  }
  return { areas, groupBorders: findGroupBorders(grouped).map(writeLine).join('') };
}

function writeRing(ring: PixelRing): string {
  return `${writeLine(ring)}z`;
}

function writeLine(corners: readonly number[]): string {
  let path = '';
  let [x, y] = [0, 0];
  for (const [index, corner] of corners.entries()) {
    const [column, row] = [columnOf(corner), rowOf(corner)];
    const separator = index < 2 || column < x ? '' : ' ';
    path += `${index === 0 ? 'M' : index === 1 ? 'l' : separator}${column - x}`;
    path += row < y ? `${row - y}` : ` ${row - y}`;
    [x, y] = [column, row];
  }
  return path;
}

function writeSpeck(corner = 0): string {
  return `M${columnOf(corner) - 5} ${rowOf(corner) - 5}h10v10h-10z`;
}
