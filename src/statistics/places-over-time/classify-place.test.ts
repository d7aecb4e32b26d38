import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classifyPlace } from './classify-place.ts';
import { fewestMonths, placeRules, tooFewMonths } from './place-classes.ts';

/** Months written as H for hot, - for not, and ? for not known. */
const classOf = (months: string) => classifyPlace(readMonths(months)).class;

const readMonths = (months: string) =>
  Array.from(months, (sign) => (sign === '?' ? undefined : sign === 'H'));

const someMonths = fc.array(fc.constantFrom(true, false, undefined), { maxLength: 40 });

describe('what has become of a place', () => {
  it.each([
    ['never hot', 'none', '------------'],
    ['hot in the latest month and never before', 'new', '-----------H'],
    ['hot for the latest three months and never before', 'new', '---------HHH'],
    ['hot lately, but no longer', 'sporadic', '----------H-'],
    [
      'hot in four months of the later half and none of the earlier',
      'intensifying',
      '------H-HH-H',
    ],
    ['hot in five months of the later half and one of the earlier', 'intensifying', '--H---HHHH-H'],
    ['hot in four of the later half and one of the earlier', 'sporadic', '--H---HHHH--'],
    ['hot in five months of the earlier half and one of the later', 'diminishing', 'H-HHHH---H--'],
    ['hot in every month', 'persistent', 'HHHHHHHHHHHH'],
    ['hot in ten months of twelve', 'persistent', 'HHHHHHHH-H-H'],
    ['hot in nine months of twelve', 'sporadic', 'HHHH-HHH-H-H'],
    ['hot eight times in two years, spread out', 'sporadic', 'H--H--H--H--H--H--H--H--'],
    ['hot in 20 months of 24, twelve of them later', 'intensifying', 'H-HH-HHH-HH-HHHHHHHHHHHH'],
  ])('%s is %s', (_, expected, months) => {
    expect(classOf(months)).toBe(expected);
  });

  it('is not told from five months, however hot', () => {
    expect(classOf('HHHHH')).toBe('too-few-months');
    expect(classOf('HHHHH?')).toBe('too-few-months');
    expect(classOf('HHHHHH')).toBe('persistent');
  });

  it('is not called rising or falling from seven months', () => {
    expect(classOf('HHH----')).toBe('sporadic');
    expect(classOf('HHHH----')).toBe('diminishing');
  });

  it('gives the numbers behind it', () => {
    // R 4.2.2: phyper(4, 6, 6, 6, lower = FALSE) and phyper(0, 6, 6, 6, lower = FALSE).
    expect(classifyPlace(readMonths('--H---HHHHH-'))).toEqual({
      class: 'intensifying',
      months: 12,
      hot: 6,
      laterMonths: 6,
      laterHot: 5,
      chanceOfRise: expect.closeTo(0.04004329004, 10) as number,
      chanceOfFall: expect.closeTo(0.99891774892, 10) as number,
    });
  });

  it('passes over a month that is not known', () => {
    fc.assert(
      fc.property(someMonths, (months) => {
        const known = months.filter((month) => month !== undefined);
        expect(classifyPlace(months)).toEqual(classifyPlace(known));
      }),
      { numRuns: 60 },
    );
  });

  it('is one class of those that have a rule, or too few months, and never both', () => {
    fc.assert(
      fc.property(someMonths, (months) => {
        const { class: found, months: known, hot } = classifyPlace(months);
        const rule = placeRules.find((each) => each.class === found);
        expect(rule === undefined).toBe(known < fewestMonths);
        if (rule === undefined) return;
        expect(known).toBeGreaterThanOrEqual(rule.minimumMonths);
        expect(found === 'none').toBe(hot === 0);
      }),
      { numRuns: 200 },
    );
  });

  it('turned about in time is diminishing where it was intensifying', () => {
    const even = fc
      .array(fc.boolean(), { minLength: 8, maxLength: 40 })
      .filter((months) => months.length % 2 === 0 && months.slice(0, 8).includes(true));
    fc.assert(
      fc.property(even, (months) => {
        const { chanceOfRise, chanceOfFall } = classifyPlace(months);
        const turned = classifyPlace(months.toReversed());
        expect(turned.chanceOfFall).toBeCloseTo(chanceOfRise, 12);
        expect(turned.chanceOfRise).toBeCloseTo(chanceOfFall, 12);
      }),
      { numRuns: 60 },
    );
  });

  it.each([8, 9, 12, 18, 24])(
    'is called rising by chance in at most 1 place of 20, over every order of %d months',
    (months) => {
      for (let hot = 1; hot <= months; hot += 1) {
        const later = Math.floor(months / 2);
        let rising = 0;
        for (let laterHot = Math.max(0, hot - (months - later)); laterHot <= later; laterHot += 1) {
          if (laterHot > hot) continue;
          const series = [
            ...Array.from({ length: months - later }, (_, month) => month < hot - laterHot),
            ...Array.from({ length: later }, (_, month) => month < laterHot),
          ];
          if (classifyPlace(series).chanceOfRise > 0.05) continue;
          rising +=
            (choose(later, laterHot) * choose(months - later, hot - laterHot)) /
            choose(months, hot);
        }
        expect(rising, `${hot} hot`).toBeLessThanOrEqual(0.05 + 1e-12);
      }
    },
  );
});

describe('the classes', () => {
  it('are told with their numbers, and each once', () => {
    expect(new Set(placeRules.map((rule) => rule.class)).size).toBe(6);
    for (const { rule, sentence } of [...placeRules, tooFewMonths]) {
      expect(rule).toMatch(/\.$/);
      expect(sentence).toMatch(/\.$/);
    }
  });
});

function choose(all: number, some: number): number {
  let ways = 1;
  for (let each = 1; each <= some; each += 1) ways = (ways * (all - some + each)) / each;
  return ways;
}
