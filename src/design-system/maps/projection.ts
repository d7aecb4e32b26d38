import { ringsOf, type MapGeometry } from './map-shape.ts';

/** Mean radius of the Earth in kilometres (IUGG). */
const earthRadius = 6_371.0088;
const radians = Math.PI / 180;

/** In degrees. */
type Extent = { west: number; south: number; east: number; north: number };

export type Size = { width: number; height: number };

/** How degrees become pixels. The page of the projection is `width` by `height` pixels. */
export type Projection = Size & {
  kilometresPerPixel: number;
  /** Pixels from the left and from the top. */
  project: (longitude: number, latitude: number) => readonly [x: number, y: number];
};

/** The smallest box, in degrees, that holds all the geometries; undefined when there are none. */
export function findExtent(geometries: readonly MapGeometry[]): Extent | undefined {
  const extent = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity };
  for (const geometry of geometries) {
    for (const ring of ringsOf(geometry)) {
      for (const [longitude = NaN, latitude = NaN] of ring) {
        if (longitude < extent.west) extent.west = longitude;
        if (longitude > extent.east) extent.east = longitude;
        if (latitude < extent.south) extent.south = latitude;
        if (latitude > extent.north) extent.north = latitude;
      }
    }
  }
  return extent.west <= extent.east && extent.south <= extent.north ? extent : undefined;
}

/**
 * The cylindrical equal-area projection of the sphere (Lambert 1772) whose standard parallel is the middle of
 * the extent: areas keep their sizes exactly, north is up everywhere, and over a county shapes are true to
 * within a percent. The extent fills the box as far as it can, with `margin` pixels on every side.
 */
export function fitProjection(extent: Extent, box: Size, margin: number): Projection {
  const squeeze = Math.cos(((extent.south + extent.north) / 2) * radians);
  const across = (longitude: number) => (longitude - extent.west) * radians * squeeze;
  const up = (latitude: number) => Math.sin(latitude * radians) / squeeze;
  // Something of no size at all still gets a picture.
  const breadth = Math.max(across(extent.east), 1e-9);
  const length = Math.max(up(extent.north) - up(extent.south), 1e-9);
  const room = { width: box.width - 2 * margin, height: box.height - 2 * margin };
  const scale = Math.min(room.width / breadth, room.height / length);
  const top = up(extent.north);
  return {
    width: Math.round(breadth * scale + 2 * margin),
    height: Math.round(length * scale + 2 * margin),
    kilometresPerPixel: earthRadius / scale,
    project: (longitude, latitude) => [
      across(longitude) * scale + margin,
      (top - up(latitude)) * scale + margin,
    ],
  };
}
