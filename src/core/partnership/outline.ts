import { z } from 'zod';
import { decimalCell } from '#platform/checked-files/csv-file.ts';
import { Identifier, Latitude, Longitude } from './profile-fields.ts';

/** A corner of a hand-drawn outline. */
export const OutlineCorner = z.strictObject({
  area: Identifier,
  longitude: decimalCell.pipe(Longitude),
  latitude: decimalCell.pipe(Latitude),
});
export type OutlineCorner = z.infer<typeof OutlineCorner>;

export type Point = { readonly longitude: number; readonly latitude: number };

/** Corners in drawing order by area id; the last joins the first. For orientation only, never for counting. */
export type Outlines = Readonly<Record<string, readonly Point[]>>;

export function gatherOutlines(corners: readonly OutlineCorner[]): Outlines {
  const outlines: Record<string, Point[]> = {};
  for (const { area, longitude, latitude } of corners)
    (outlines[area] ??= []).push({ longitude, latitude });
  return outlines;
}

/** Is the point inside the outline? Counts crossings of a ray to the east (even-odd rule), on a flat map. */
export function isInside(outline: readonly Point[], point: Point): boolean {
  let inside = false;
  for (const [index, corner] of outline.entries()) {
    const previous = outline[(index + outline.length - 1) % outline.length] ?? corner;
    if (corner.latitude > point.latitude === previous.latitude > point.latitude) continue;
    const share = (point.latitude - corner.latitude) / (previous.latitude - corner.latitude);
    const crossing = corner.longitude + share * (previous.longitude - corner.longitude);
    if (point.longitude < crossing) inside = !inside;
  }
  return inside;
}
