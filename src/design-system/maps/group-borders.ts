import type { PixelRing } from './pixel-ring.ts';

/** A ring of one area, and what the area is a part of. */
export type GroupedRing = { ring: PixelRing; group: string };

/** The lines along which different groups meet, or a group ends; each once, in as few pieces as the rings allow. */
export function findGroupBorders(rings: readonly GroupedRing[]): number[][] {
  const sides = new Map<string, string[]>();
  for (const { ring, group } of rings) {
    for (const [index, corner] of ring.entries()) {
      const edge = nameEdge(corner, ring[(index + 1) % ring.length] ?? corner);
      const known = sides.get(edge);
      if (known === undefined) sides.set(edge, [group]);
      else known.push(group);
    }
  }
  const lines: number[][] = [];
  for (const { ring } of rings) {
    let line: number[] | undefined;
    for (const [index, corner] of ring.entries()) {
      const next = ring[(index + 1) % ring.length] ?? corner;
      const edge = nameEdge(corner, next);
      const [first, second] = sides.get(edge) ?? [];
      const isBorder = first !== undefined && first !== second;
      // What has been drawn for one side is not drawn again for the other.
      sides.delete(edge);
      if (!isBorder) line = undefined;
      else if (line === undefined) lines.push((line = [corner, next]));
      else line.push(next);
    }
  }
  return lines;
}

function nameEdge(one: number, other: number): string {
  return one < other ? `${one},${other}` : `${other},${one}`;
}
