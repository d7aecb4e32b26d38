import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contrastRatio, ink, parseColour, white } from './colour.ts';
import { themeCss } from './theme.ts';

const hexColour = fc
  .tuple(fc.nat(255), fc.nat(255), fc.nat(255))
  .map((parts) => `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`);
const coloursOfAnyPartnership = fc.record({
  brand: hexColour,
  brandDark: hexColour,
  accent: hexColour,
});

function readTheme(colours: { brand: string; brandDark: string; accent: string }) {
  const css = themeCss({ name: 'Name', strapline: '', organisation: '', colours });
  const entries = [...css.matchAll(/(--[\w-]+): (#[0-9a-f]{6});/g)];
  const found = new Map(entries.map(([, name, value]) => [name, value]));
  return (name: string) => parseColour(found.get(name) ?? 'missing');
}

describe('a theme', () => {
  test('keeps links and words readable whatever colours the partnership chose', () => {
    fc.assert(
      fc.property(coloursOfAnyPartnership, (colours) => {
        const theme = readTheme(colours);
        const contrasts = [
          contrastRatio(theme('--brand-text'), white),
          contrastRatio(theme('--brand-text'), theme('--brand-tint')),
          contrastRatio(theme('--govuk-link-hover-colour'), theme('--brand-tint')),
          contrastRatio(theme('--accent-text'), white),
          contrastRatio(theme('--on-brand'), theme('--brand')),
          contrastRatio(theme('--on-brand-dark'), theme('--brand-dark')),
          contrastRatio(theme('--on-brand-dark-quiet'), theme('--brand-dark')),
        ];
        for (const contrast of contrasts) expect(contrast).toBeGreaterThanOrEqual(4.5);
        expect(contrastRatio(theme('--accent-part'), white)).toBeGreaterThanOrEqual(3);
      }),
      { numRuns: 500 },
    );
  });

  test('uses the colours of the partnership as they are where they can be read', () => {
    const theme = readTheme({ brand: '#1f4e5f', brandDark: '#12303b', accent: '#b4690e' });
    expect(theme('--brand-text')).toEqual([0x1f, 0x4e, 0x5f]);
    expect(theme('--on-brand')).toEqual(white);
  });

  test.each(['red', '#fff', '#12345g', '#123456; } body { display: none'])(
    'refuses %s as a colour',
    (brand) => {
      expect(() => readTheme({ brand, brandDark: '#000000', accent: '#000000' })).toThrow(
        '#rrggbb',
      );
    },
  );

  test('measures contrast as WCAG does', () => {
    expect(contrastRatio(white, [0, 0, 0])).toBeCloseTo(21, 5);
    expect(contrastRatio(white, parseColour('#767676'))).toBeCloseTo(4.54, 2);
    expect(contrastRatio(ink, ink)).toBe(1);
  });
});
