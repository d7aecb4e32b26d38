import { describe, expect, it } from 'vitest';
import { keepAreas } from './keep-areas.ts';
import { readGal } from './read-gal.ts';
import { weighNeighbours, type Neighbours, type SpatialWeights } from './spatial-weights.ts';

/** Four areas in a row, and a fifth alone. */
const { neighbours: row } = readGal('5\na 1\nb\nb 2\na c\nc 2\nb d\nd 1\nc\ne 0\n');

const rowsOf = ({ starts, neighbours }: Neighbours): number[][] =>
  Array.from({ length: starts.length - 1 }, (_, area) => [
    ...neighbours.subarray(starts[area], starts[area + 1]),
  ]);
const weightsOf = ({ starts, values }: SpatialWeights): number[][] =>
  Array.from({ length: starts.length - 1 }, (_, area) => [
    ...values.subarray(starts[area], starts[area + 1]),
  ]);

describe('weights', () => {
  it('are 1 each when binary, and sum to 1 when row-standardised', () => {
    expect(weightsOf(weighNeighbours(row, 'B'))).toEqual([[1], [1, 1], [1, 1], [1], []]);
    expect(weightsOf(weighNeighbours(row, 'W'))).toEqual([[1], [0.5, 0.5], [0.5, 0.5], [1], []]);
  });

  it('take an area into its own neighbourhood before the style is applied', () => {
    const binary = weighNeighbours(row, 'B', { includeSelf: true });
    expect(rowsOf(binary)).toEqual([[0, 1], [0, 1, 2], [1, 2, 3], [2, 3], [4]]);
    expect(weightsOf(binary).flat()).toEqual(Array.from({ length: 11 }, () => 1));
    const standardised = weighNeighbours(row, 'W', { includeSelf: true });
    expect(weightsOf(standardised)[0]).toEqual([0.5, 0.5]);
    expect(weightsOf(standardised)[1]).toEqual([1 / 3, 1 / 3, 1 / 3]);
    expect(weightsOf(standardised)[4]).toEqual([1]);
    expect(weighNeighbours(standardised, 'W', { includeSelf: true })).toEqual(standardised);
  });

  it('of no areas are none', () => {
    const none = { starts: new Uint32Array(1), neighbours: new Uint32Array(0) };
    expect(weightsOf(weighNeighbours(none, 'W', { includeSelf: true }))).toEqual([]);
  });
});

describe('the neighbours among some areas', () => {
  it('are numbered anew, without those that are left out', () => {
    expect(rowsOf(keepAreas(row, (area) => area !== 1))).toEqual([[], [2], [1], []]);
    expect(rowsOf(keepAreas(row, () => true))).toEqual(rowsOf(row));
    expect(rowsOf(keepAreas(row, () => false))).toEqual([]);
  });
});
