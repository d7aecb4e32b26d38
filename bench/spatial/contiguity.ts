// Which of the 35,672 small areas of England and Wales touch, beside spdep::poly2nb, in turns in one run:
//   node --import tsx bench/spatial/contiguity.ts [TURNS]
// Needs Rscript with spdep (Debian: r-cran-spdep). Fails when spdep, at its faster, is less than five times
// slower, or finds other neighbours as the queen moves.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { findContiguity, type Outline } from '#statistics/spatial/find-contiguity.ts';
import type { Neighbours } from '#statistics/spatial/spatial-weights.ts';
import { geographyFile, median } from '../shared-months.ts';

type Kind = 'queen' | 'rook';
type Collection = {
  features: {
    geometry:
      { type: 'Polygon'; coordinates: Outline } | { type: 'MultiPolygon'; coordinates: Outline[] };
  }[];
};

const leastRatio = 5;
const turns = Number(process.argv[2] ?? 3);
const file = geographyFile('boundaries_lsoa21.geojson.gz');
const folder = mkdtempSync(join(tmpdir(), 'breakwater-contiguity-'));
const { features } = JSON.parse(gunzipSync(readFileSync(file)).toString()) as Collection;
const outlines = features.map(({ geometry }) =>
  geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat(),
);

try {
  for (const kind of ['queen', 'rook'] as const) compare(kind);
} finally {
  rmSync(folder, { recursive: true });
}

function compare(kind: Kind): void {
  const ours: number[] = [];
  const peers: { sphere: number; plane: number }[] = [];
  let others = -1;
  for (let turn = 0; turn < turns; turn += 1) {
    const started = performance.now();
    const found = findContiguity(outlines, { kind, tolerance: 1e-7 });
    ours.push((performance.now() - started) / 1000);
    const written = join(folder, kind);
    peers.push(askPeer(kind, written));
    others = countOtherRows(found, readFileSync(written, 'utf8').trimEnd().split('\n'));
  }
  const sphere = median(peers.map((peer) => peer.sphere));
  const plane = median(peers.map((peer) => peer.plane));
  const ratio = Math.min(sphere, plane) / median(ours);
  const load = loadavg()[0]?.toFixed(1);
  console.log(
    [
      `${kind}, ${outlines.length} areas, medians of ${turns}; load of the machine now ${load}:`,
      `  found here               ${median(ours).toFixed(2)} s`,
      `  poly2nb on the sphere    ${sphere.toFixed(2)} s`,
      `  poly2nb on a plane       ${plane.toFixed(2)} s: ${ratio.toFixed(1)} times at the faster (at least ${leastRatio})`,
      `  areas with other neighbours than poly2nb gives: ${others}`,
    ].join('\n'),
  );
  // As the rook moves poly2nb counts one corner twice where it opens and closes a second ring.
  if (ratio < leastRatio || (kind === 'queen' && others > 0)) process.exitCode = 1;
}

function askPeer(kind: Kind, written: string): { sphere: number; plane: number } {
  const program = join(import.meta.dirname, 'contiguity.R');
  const ended = spawnSync('Rscript', [program, file, kind, written], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (ended.status !== 0) throw new Error('Rscript with spdep is needed (r-cran-spdep).');
  return JSON.parse(ended.stdout.trim().split('\n').at(-1) ?? '') as {
    sphere: number;
    plane: number;
  };
}

function countOtherRows({ starts, neighbours }: Neighbours, lines: readonly string[]): number {
  const differs = (line: string, area: number): boolean => {
    const row = neighbours.subarray(starts[area], starts[area + 1]);
    // spdep writes 0 for an area without neighbours, and numbers them from 1.
    const words = row.length === 0 ? '0' : Array.from(row, (number) => number + 1).join(' ');
    return words !== line;
  };
  const missing = Math.abs(starts.length - 1 - lines.length);
  return missing + lines.filter(differs).length;
}
