import { expect, test } from 'vitest';
import { sayWhereabouts } from './whereabouts.ts';

const rugby = { name: 'Rugby', longitude: -1.265, latitude: 52.3705 };
const code = 'E01000001';
const near = { code, ward: null, longitude: rugby.longitude + 0.0205, latitude: 52.383 };
const say = (area: Parameters<typeof sayWhereabouts>[0][number], places = [rugby]) =>
  sayWhereabouts([area], places).get(code);

test('an area is where its ward is, where a ward is known', () => {
  expect(say({ ...near, ward: 'Benn' })).toBe('Benn ward');
});

test('otherwise it is so far from the nearest town, or in the middle of it', () => {
  expect(say(near)).toBe('about 2 km north-east of Rugby');
  expect(say({ ...near, longitude: rugby.longitude, latitude: 52.3707 })).toBe('middle of Rugby');
});

test('of an area without a boundary, or where no town is named, nothing is said', () => {
  expect(say({ ...near, longitude: null, latitude: null })).toBeUndefined();
  expect(say(near, [])).toBeUndefined();
});
