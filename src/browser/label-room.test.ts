import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keepApart, placeName, type Box } from './label-room.ts';

const boxAt = (left: number, top: number, width = 10, height = 10): Box => ({
  left,
  top,
  right: left + width,
  bottom: top + height,
});
const view = boxAt(0, 0, 800, 600);

describe('names that would lie over each other', () => {
  test('give way to the first', () => {
    expect(keepApart([boxAt(0, 0), boxAt(5, 5), boxAt(20, 0)])).toEqual([true, false, true]);
    // What had to give way takes nobody else's room.
    expect(keepApart([boxAt(0, 0), boxAt(5, 0), boxAt(12, 0)])).toEqual([true, false, true]);
  });

  test('never both stay, and none goes without reason', () => {
    const place = fc.integer({ min: 0, max: 60 });
    const box = fc.tuple(place, place).map(([left, top]) => boxAt(left, top));
    const isOver = (one: Box, other: Box) =>
      Math.abs(one.left - other.left) <= 10 && Math.abs(one.top - other.top) <= 10;
    const property = fc.property(fc.array(box, { maxLength: 12 }), (boxes) => {
      const kept = keepApart(boxes);
      for (const [index, one] of boxes.entries()) {
        const before = boxes
          .slice(0, index)
          .filter((other, place) => kept[place] && isOver(one, other));
        expect(kept[index]).toBe(before.length === 0);
      }
    });
    fc.assert(property, { numRuns: 60 });
  });
});

describe('the name of an area', () => {
  test('stands in its middle as soon as the area is wide and high enough', () => {
    const name = 'Rugby 001A';
    expect(placeName(name, boxAt(100, 100, 60, 60), view)).toBeUndefined();
    expect(placeName(name, boxAt(100, 100, 200, 10), view)).toBeUndefined();
    const box = placeName(name, boxAt(100, 100, 200, 60), view);
    expect([box?.left, box?.right].map((side) => Math.abs(200 - (side ?? 0)))).toEqual([36, 36]);
    expect([box?.top, box?.bottom]).toEqual([122, 138]);
  });

  test('is not shown where its middle is out of sight', () => {
    expect(placeName('Far', boxAt(-300, 100, 400, 60), view)).toBeUndefined();
    expect(placeName('Far', boxAt(-100, 100, 400, 60), view)).toBeDefined();
  });

  test('once shown stays shown as one zooms in on its middle', () => {
    const property = fc.property(
      fc.integer({ min: 1, max: 400 }).map((half) => 2 * half),
      fc.integer({ min: 1, max: 8 }),
      (size, zoom) => {
        const around = (width: number) => boxAt(400 - width / 2, 300 - width / 2, width, width);
        const before = placeName('Warwick 015B', around(size), view);
        if (before !== undefined)
          expect(placeName('Warwick 015B', around(size * zoom), view)).toEqual(before);
      },
    );
    fc.assert(property, { numRuns: 60 });
  });
});
