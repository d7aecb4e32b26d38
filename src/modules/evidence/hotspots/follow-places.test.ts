import { expect, test } from 'vitest';
import { makeGround, reorderGround } from '#tests/support/small-ground.ts';
import type { MapSettings } from './draw-map.ts';
import { followPlaces } from './follow-places.ts';

const settings: MapSettings = { value: 'count', permutations: 2_999, seed: 1 };
const width = 7;
const corner = [0, 1, 2, 7, 8, 9, 14, 15, 16];
const farCorner = [32, 33, 34, 39, 40, 41, 46, 47, 48];

/** One month, in which some squares have much and the rest a little. */
const monthOf = (...hot: readonly number[]) =>
  Array.from({ length: 49 }, (_, square) => (hot.includes(square) ? 60 : (square * 3) % 4));

const nameMonth = (index: number) => `2025-${String(index + 1).padStart(2, '0')}`;

function groundOf(months: readonly (readonly number[])[]) {
  return makeGround({
    width,
    counts: Object.fromEntries(months.map((counts, index) => [nameMonth(index), counts])),
  });
}

const follow = (months: readonly (readonly number[])[]) => {
  const ground = groundOf(months);
  return followPlaces(ground, ground.months, settings);
};

const times = <Item>(many: number, item: Item): Item[] => Array.from({ length: many }, () => item);

test('a place that is always hot persists, one that became hot at last is new, and the rest never were', async () => {
  const both = monthOf(...corner, ...farCorner);
  const places = await follow([...times(7, monthOf(...corner)), both]);
  expect(places[8]).toMatchObject({ class: 'persistent', months: 8, hot: 8 });
  expect(places[40]).toMatchObject({ class: 'new', hot: 1 });
  expect(places[6]).toMatchObject({ class: 'none', hot: 0 });
});

test('the order of the months decides whether a place rises or falls', async () => {
  const [quiet, hot] = [monthOf(), monthOf(...corner)];
  const rising = [...times(5, quiet), ...times(5, hot)];
  expect((await follow(rising))[8]?.class).toBe('intensifying');
  expect((await follow(rising.toReversed()))[8]?.class).toBe('diminishing');
});

test('months are mapped one by one: a steady little over a year makes no place hot', async () => {
  const places = await follow(times(12, monthOf()));
  expect(new Set(places.map((place) => place.class))).toEqual(new Set(['none']));
});

test('nothing is told of a constant map, nor of five months, nor of none', async () => {
  const flat = times(49, 3);
  const constant = await follow(times(6, flat));
  expect(new Set(constant.map((place) => place.class))).toEqual(new Set(['none']));
  for (const months of [times(5, monthOf(...corner)), []]) {
    const ground = months.length === 0 ? groundOf([flat]) : groundOf(months);
    const places = await followPlaces(ground, months.length === 0 ? [] : ground.months, settings);
    expect(new Set(places.map((place) => place.class))).toEqual(new Set(['too-few-months']));
    expect(places).toHaveLength(49);
  }
});

test('the order of the areas changes nothing where it is clear', async () => {
  const months = [...times(5, monthOf()), ...times(3, monthOf(...corner))];
  const ground = groundOf(months);
  const order = ground.areas.map((_, area) => area).toReversed();
  const places = await followPlaces(ground, ground.months, settings);
  const other = await followPlaces(reorderGround(ground, order), ground.months, settings);
  for (const square of [0, 1, 7, 8, 6, 42, 48]) {
    expect(other[48 - square]?.class, `square ${square}`).toBe(places[square]?.class);
  }
  expect([places[8]?.class, places[48]?.class]).toEqual(['new', 'none']);
});
