/** Longitude and latitude in degrees (WGS84), as GeoJSON writes them. */
export type MapPosition = readonly number[];
type MapRing = readonly MapPosition[];

/** A GeoJSON geometry: the first ring of a polygon is its edge, the others are holes. */
export type MapGeometry =
  | { readonly type: 'Polygon'; readonly coordinates: readonly MapRing[] }
  | { readonly type: 'MultiPolygon'; readonly coordinates: readonly (readonly MapRing[])[] };

/** Something with a boundary, or without one where none was loaded. */
export type MapShape = {
  id: string;
  geometry: MapGeometry | undefined;
  /** What it is a part of; where the parts of two meet, the border is drawn thicker. */
  group?: string;
};

/** A name to find one's way by, in degrees (WGS84). */
export type MapTown = { name: string; longitude: number; latitude: number };

/** Every ring of a geometry, edges and holes alike. */
export function ringsOf(geometry: MapGeometry): readonly MapRing[] {
  return geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat();
}
