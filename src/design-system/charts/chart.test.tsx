import * as fc from 'fast-check';
import { renderToString } from 'preact-render-to-string';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { thinLabels } from './axis.ts';
import { Chart } from './chart.tsx';
import type { ChartProps } from './chart.tsx';
import { controlChart } from './control-chart.tsx';
import { lineChart } from './line-chart.tsx';
import { spreadLabels } from './line-labels.ts';
import { breakLines } from './line-names.tsx';
import { linePath } from './line-path.ts';
import type { CanvasSize } from './picture.tsx';
import { plotArea } from './plot-area.ts';

const points = [
  { label: 'Jan 2025', value: 4 },
  { label: 'Feb 2025', value: 6 },
  { label: 'Mar 2025', value: null },
  { label: 'Apr 2025', value: 1250.25, signal: true },
];
const drawing = controlChart({
  points,
  unit: 'boats',
  centre: 5,
  upper: 9.04,
  baselineEnd: 'Feb 2025',
});
const lineIn = (markup: string) =>
  /stroke-width="2.25"[^>]*><path d="([^"]*)"/.exec(markup)?.[1] ?? 'none';

describe('a control chart', () => {
  test('breaks its line where nothing is known instead of drawing zero', () => {
    expect(lineIn(drawing.wide.markup).match(/M/g)).toHaveLength(2);
    expect(drawing.wide.markup.match(/<circle/g)).toHaveLength(2);
  });

  test('marks a signal by its shape and says what the shape means', () => {
    const quiet = controlChart({ points: points.slice(0, 3), unit: 'boats' });
    expect(drawing.wide.markup).toMatch(/var\(--chart-signal\)[^>]*>\s*<path/);
    expect(drawing.key).toContain('diamond');
    expect(quiet.wide.markup).not.toContain('--chart-signal');
    expect(quiet.key).toBeUndefined();
  });

  test('names each limit that there is beside its line, and none that there is not', () => {
    expect(drawing.wide.markup).toContain('>Upper limit 9<');
    expect(drawing.wide.markup).toContain('>Average 5<');
    expect(drawing.wide.markup).not.toContain('Lower limit');
  });

  test('is told in words to who cannot see it', () => {
    expect(drawing.description).toBe(
      'A line chart of boats from Jan 2025 to Apr 2025. Lowest 4 in Jan 2025, highest 1,250.3 in ' +
        'Apr 2025. Average 5, Upper limit 9. Marked as a signal: Apr 2025. Not known: Mar 2025.',
    );
  });

  test.each([[[]], [[{ label: 'Jan 2025', value: null }]]])('has nothing to draw in %j', (none) => {
    const empty = controlChart({ points: none, unit: 'boats' });
    expect(empty.description).toBe('A line chart of boats with no known values.');
    expect(empty.wide.markup).not.toMatch(/NaN|Infinity|undefined/);
  });

  test('carries nothing that the content security policy or a screen reader refuses', () => {
    for (const { markup } of [drawing.wide, drawing.narrow])
      expect(markup).not.toMatch(/<style|\sstyle=|aria-label|<script/);
  });

  test('draws words as words, whatever is in them', () => {
    const label = '<script>alert(1)</script>';
    const hostile = controlChart({ points: [{ label, value: 1 }], unit: 'boats' });
    expect(hostile.wide.markup).not.toContain('<script');
  });
});

describe('a line chart', () => {
  test('names each line at its end and draws each with its own dash', () => {
    const { wide } = lineChart({
      labels: ['Jan', 'Feb'],
      unit: 'boats',
      series: [
        { name: 'North', values: [1, 2] },
        { name: 'South', values: [2, null] },
      ],
    });
    expect(wide.markup).toContain('>North<');
    expect(wide.markup).toContain('>South<');
    expect(wide.markup).toContain('stroke-dasharray="7 4"');
  });

  test('refuses more lines than can be told apart', () => {
    const series = Array.from({ length: 5 }, (_, index) => ({ name: `${index}`, values: [1] }));
    expect(() => lineChart({ labels: ['Jan'], unit: 'boats', series })).toThrow('several charts');
  });
});

describe('the picture of a chart', () => {
  const sizes = [
    { width: 720, height: 320, isNarrow: false },
    { width: 340, height: 300, isNarrow: true },
  ];
  const ticks = [0, 10, 20];
  const areaOf = (size: CanvasSize, points: number, names: readonly string[] = []) =>
    plotArea(size, { points, ticks, tickWords: ticks.map(String), names });

  test.each(sizes)('holds its points in order and at even steps: %j', (size) => {
    for (const points of [1, 2, 24, 240]) {
      const area = areaOf(size, points, ['Upper limit 19.8']);
      const places = Array.from({ length: points }, (_, index) => area.x(index));
      expect(places[0]).toBeGreaterThan(area.left);
      expect(places.at(-1)).toBeLessThan(area.right);
      const steps = places.slice(1).map((place, index) => place - (places[index] ?? 0));
      for (const step of steps) expect(Math.abs(step - (steps[0] ?? 0))).toBeLessThan(0.2);
    }
  });

  test('sets heights in proportion, the highest tick at the top', () => {
    const area = areaOf({ width: 720, height: 320, isNarrow: false }, 3);
    expect([0, 10, 20].map(area.y)).toEqual([area.bottom, (area.bottom + area.top) / 2, area.top]);
  });

  test('leaves as much room for the words around it as they need', () => {
    const size = { width: 720, height: 320, isNarrow: false };
    expect(areaOf(size, 3).right).toBeGreaterThan(areaOf(size, 3, ['Average 5']).right);
    expect(areaOf(size, 3, ['Average 5']).right).toBeGreaterThan(
      areaOf(size, 3, ['Upper limit 19.8']).right,
    );
  });

  test('keeps the words of an early baseline inside', () => {
    const many = Array.from({ length: 12 }, (_, index) => ({ label: `${index}`, value: index }));
    const early = { points: many, unit: 'boats', upper: 9, baselineEnd: '1' };
    expect(controlChart(early).wide.markup).toMatch(
      /text-anchor="start"[^>]*>Limits set up to here/,
    );
    const late = { points: many, unit: 'boats', upper: 9, baselineEnd: '11' };
    expect(controlChart(late).wide.markup).toMatch(/text-anchor="end"[^>]*>Limits set up to here/);
  });

  test('goes from point to point of a line and starts anew after what is not known', () => {
    const area = areaOf({ width: 720, height: 320, isNarrow: false }, 4);
    const place = (index: number, value: number) => `${area.x(index)} ${area.y(value)}`;
    expect(linePath(area, [1, 2, null, 4])).toBe(`M${place(0, 1)}L${place(1, 2)}M${place(3, 4)}`);
    expect(linePath(area, [null, null])).toBe('');
  });

  test('breaks a long name between its words', () => {
    expect(breakLines('Old pier at the harbour mouth', 12)).toBe('Old pier at\nthe harbour\nmouth');
    expect(breakLines('North quay', 12)).toBe('North quay');
    expect(breakLines('Incomprehensibilities', 5)).toBe('Incomprehensibilities');
  });
});

describe('the words beside lines', () => {
  test('never overlap and stay in order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { maxLength: 5 }),
        fc.double({ min: 0.5, max: 8, noNaN: true }),
        (values, gap) => {
          const spread = spreadLabels(
            values.map((value) => ({ text: '', value })),
            gap,
          );
          for (const [index, label] of spread.entries()) {
            const before = spread[index - 1];
            if (before === undefined) continue;
            expect(label.height - before.height).toBeGreaterThanOrEqual(gap * 0.999);
            expect(label.value).toBeGreaterThanOrEqual(before.value);
          }
        },
      ),
    );
  });

  test('stay at their lines where there is room', () => {
    const spread = spreadLabels(
      [
        { text: 'a', value: 10 },
        { text: 'b', value: 1 },
      ],
      2,
    );
    expect(spread.map(({ height }) => height)).toEqual([1, 10]);
  });

  test('along the bottom leave out enough to be read', () => {
    const months = Array.from({ length: 60 }, (_, index) => `month ${index}`);
    expect(thinLabels(months, 560, { isNarrow: false })).toHaveLength(5);
    expect(thinLabels(months.slice(0, 4), 560, { isNarrow: false })).toHaveLength(4);
  });
});

describe('a chart on the page', () => {
  const provenance = {
    units: 'Boats',
    period: '2025',
    source: 'Harbour log',
    definition: 'Version 1',
    caveats: ['March was never sent.'],
    csvHref: '/boats.csv',
  };

  test('stands beside its table, its sentence and where it comes from', () => {
    const html = renderToString(
      <Chart
        id="boats"
        heading="Boats logged"
        sentence="April stands out."
        drawing={drawing}
        table={{
          columns: [
            { key: 'month', heading: 'Month', value: ({ label }) => label },
            { key: 'count', heading: 'Boats', numeric: true, value: ({ value }) => value },
          ],
          rows: points,
        }}
        {...provenance}
      />,
    );
    for (const words of ['April stands out.', 'Harbour log', 'Version 1', 'March was never sent.'])
      expect(html).toContain(words);
    expect(html).toContain('aria-labelledby="boats-wide-title boats-wide-description"');
    expect(html).toContain('>not known<');
    expect(html).toContain('>1,250.25<');
  });

  test('cannot be written without its table or its provenance', () => {
    type Whole = ChartProps<{ label: string }>;
    expectTypeOf<Whole>().toExtend<Whole>();
    expectTypeOf<Omit<Whole, 'table'>>().not.toExtend<Whole>();
    expectTypeOf<Omit<Whole, 'units'>>().not.toExtend<Whole>();
    expectTypeOf<Omit<Whole, 'period'>>().not.toExtend<Whole>();
    expectTypeOf<Omit<Whole, 'source'>>().not.toExtend<Whole>();
    expectTypeOf<Omit<Whole, 'definition'>>().not.toExtend<Whole>();
  });
});
