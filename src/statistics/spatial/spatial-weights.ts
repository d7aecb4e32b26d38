/**
 * Which areas touch which, in compressed rows: the neighbours of area i are `neighbours[starts[i]]` up to,
 * but not with, `neighbours[starts[i + 1]]`; ascending, each once. `starts` is one longer than there are areas.
 */
export type Neighbours = { readonly starts: Uint32Array; readonly neighbours: Uint32Array };

/** Row-standardised: the weights of an area sum to 1. Binary: each neighbour weighs 1. */
export type WeightStyle = 'W' | 'B';

/** The weight of each neighbour, in the order of `neighbours`. */
export type SpatialWeights = Neighbours & { readonly values: Float64Array };

/**
 * The weight of each neighbour in a style. With `includeSelf` every area is first put into its own
 * neighbourhood, as Gi* asks, and then the style is applied; an area that is there already is not put in
 * twice. The row of an area without neighbours is empty, or holds the area alone.
 */
export function weighNeighbours(
  given: Neighbours,
  style: WeightStyle,
  { includeSelf = false }: { readonly includeSelf?: boolean } = {},
): SpatialWeights {
  const { starts, neighbours } = includeSelf ? withSelf(given) : given;
  const values = new Float64Array(neighbours.length).fill(1);
  if (style === 'W') {
    for (let area = 0; area + 1 < starts.length; area += 1) {
      const [from = 0, to = 0] = [starts[area], starts[area + 1]];
      values.fill(1 / (to - from), from, to);
    }
  }
  return { starts, neighbours, values };
}

function withSelf({ starts, neighbours }: Neighbours): Neighbours {
  const areas = starts.length - 1;
  const wider = new Uint32Array(neighbours.length + areas);
  const widerStarts = new Uint32Array(areas + 1);
  let end = 0;
  for (let area = 0; area < areas; area += 1) {
    const row = neighbours.subarray(starts[area], starts[area + 1]);
    const place = row.findIndex((neighbour) => neighbour >= area);
    const before = place === -1 ? row.length : place;
    wider.set(row.subarray(0, before), end);
    end += before;
    wider[end] = area;
    end += 1;
    const after = row.subarray(row[before] === area ? before + 1 : before);
    wider.set(after, end);
    end += after.length;
    widerStarts[area + 1] = end;
  }
  return { starts: widerStarts, neighbours: wider.slice(0, end) };
}
