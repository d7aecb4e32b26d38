import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chooseForces } from './choose-forces.ts';

const areas = [
  { code: 'A', districtCode: 'north' },
  { code: 'B', districtCode: 'north' },
  { code: 'C', districtCode: 'south' },
  { code: 'D', districtCode: null },
];

describe('the forces that areas are counted of', () => {
  test('are those that reported the most in a district', () => {
    const counts = [
      { force: 'North Police', code: 'A', count: 40 },
      { force: 'South Police', code: 'C', count: 30 },
      { force: 'South Police', code: 'A', count: 2 },
    ];
    const { forces, strays } = chooseForces(areas, counts);
    expect([forces, strays]).toEqual([['North Police', 'South Police'], []]);
  });

  test('are not those that stray in, even into an area where nobody else reported', () => {
    const counts = [
      { force: 'North Police', code: 'A', count: 40 },
      { force: 'Far Police', code: 'A', count: 1 },
      { force: 'Far Police', code: 'B', count: 1 },
    ];
    const { forces, strays } = chooseForces(areas, counts);
    expect([forces, strays]).toEqual([['North Police'], [{ force: 'Far Police', count: 2 }]]);
  });

  test('are those of each area by itself where no district is known', () => {
    const counts = [
      { force: 'North Police', code: 'A', count: 40 },
      { force: 'Far Police', code: 'D', count: 1 },
    ];
    expect(chooseForces(areas, counts).forces).toEqual(['Far Police', 'North Police']);
  });

  test('are all that reported as much, and none where nothing was reported', () => {
    const even = [
      { force: 'One Police', code: 'A', count: 3 },
      { force: 'Other Police', code: 'B', count: 3 },
    ];
    expect(chooseForces(areas, even).forces).toEqual(['One Police', 'Other Police']);
    expect(chooseForces(areas, [])).toEqual({ forces: [], strays: [] });
    const nothing = [{ force: 'One Police', code: 'A', count: 0 }];
    expect(chooseForces(areas, nothing)).toEqual({ forces: [], strays: [] });
  });

  test('with the others are every force that reported anything, whatever the order', () => {
    const count = fc.record({
      force: fc.constantFrom('One Police', 'Other Police', 'Third Police'),
      code: fc.constantFrom('A', 'B', 'C', 'D'),
      count: fc.integer({ min: 0, max: 5 }),
    });
    const property = fc.property(fc.array(count), (counts) => {
      const { forces, strays } = chooseForces(areas, counts);
      const reported = new Set(counts.flatMap((one) => (one.count > 0 ? one.force : [])));
      expect([...forces, ...strays.map(({ force }) => force)].toSorted()).toEqual(
        [...reported].toSorted(),
      );
      expect(forces.length > 0).toBe(reported.size > 0);
      expect(chooseForces(areas, counts.toReversed())).toEqual({ forces, strays });
    });
    fc.assert(property, { numRuns: 60 });
  });
});
