import { HtmlValidate } from 'html-validate';
import { renderToString } from 'preact-render-to-string';
import { describe, expect, test } from 'vitest';
import { AreaMap, type AreaMapProps } from './area-map.tsx';
import { patternPaths, type MapClass } from './map-class.ts';
import { mapRowId } from './map-row.ts';
import { projectAreas } from './project-areas.ts';

const ring = (west: number) => [
  [west, 52],
  [west + 0.1, 52],
  [west + 0.1, 52.1],
  [west, 52.1],
  [west, 52],
];
const shape = (id: string, west: number) => ({
  id,
  geometry: { type: 'Polygon', coordinates: [ring(west)] } as const,
});
const classes: readonly MapClass[] = [
  { id: 'calm', label: 'Calm', tone: 'neutral' },
  { id: 'rough', label: 'Rough', tone: 'warm-strong', pattern: 'rising', isOutlined: true },
];
const props: AreaMapProps = {
  id: 'sea',
  heading: 'The sea',
  sentence: 'One water is rough.',
  map: projectAreas({
    areas: [shape('W1', -1.5), shape('W2', -1.4)],
    towns: [{ name: 'Old Pier', longitude: -1.45, latitude: 52.05 }],
  }),
  areas: [
    { id: 'W1', name: 'First & "best" water', classId: 'rough', note: '7 boats' },
    { id: 'W2', name: 'Second water', classId: 'calm' },
  ],
  classes,
  legendHeading: 'Number of waters',
  table: <p>The table</p>,
  units: 'Boats',
  period: '2025',
  source: 'Harbour log',
  definition: 'Version 1',
  caveats: [],
  csvHref: '/sea.csv',
};
const render = (changed: Partial<AreaMapProps> = {}) =>
  renderToString(<AreaMap {...props} {...changed} />);

describe('a map on the page', () => {
  test('is one image with a title, and says in words what it shows', () => {
    const html = render();
    expect(html.match(/role="img"/g)).toHaveLength(1);
    expect(html).toContain('aria-labelledby="sea-title"');
    expect(html).toContain('A map of 2 areas. Rough: 1; Calm: 1.');
    expect(html).not.toContain('tabindex');
  });

  test('rings the area that is picked from the start, and says in the legend which that is', () => {
    const html = render({ picked: { id: 'W2', name: 'Second water' } });
    expect(html).toContain('data-map-pick="W2"');
    const own = props.map?.areaSpots.get('W2');
    expect(html).toContain(`cx="${own?.x}" cy="${own?.y}" r="${own?.radius}" data-map-ring`);
    expect(html).toContain(`d="${props.map?.areaPaths.get('W2')}" data-map-picked`);
    expect(html).toMatch(/app-map__ring[^>]*><\/circle><\/svg><span>Second water/);
    expect(render()).toContain('r="0" data-map-ring');
  });

  test('rings a speck so that it is seen, in its middle, and a large area all round', () => {
    const speck = {
      type: 'Polygon',
      coordinates: [
        [
          [0, 52],
          [1e-6, 52],
          [0, 52.000_001],
          [0, 52],
        ],
      ],
    };
    const map = projectAreas({
      areas: [shape('W1', -1.5), { id: 'speck', geometry: { ...speck, type: 'Polygon' } }],
    });
    expect(map?.areaSpots.get('speck')?.radius).toBe(12);
    expect(map?.areaSpots.get('speck')?.x).toBe((map?.width ?? 0) - 10);
    const alone = projectAreas({ areas: [shape('W1', -1.5)] });
    const ring = alone?.areaSpots.get('W1');
    expect(ring?.radius).toBeGreaterThan(
      Math.hypot(alone?.width ?? 0, alone?.height ?? 0) / 2 - 20,
    );
  });

  test('says of every area its name, its class and its note', () => {
    expect(render()).toContain('First &amp; &quot;best&quot; water: Rough, 7 boats</title>');
    expect(render()).toContain('Second water: Calm</title>');
  });

  test('counts every class in its legend, the most important first', () => {
    const legend = render().split('Number of waters')[1] ?? '';
    const words = legend.replaceAll(/<[^>]+>/g, '');
    expect(words).toMatch(/^Rough: 1Calm: 1/);
  });

  test('is valid HTML without styles of its own, which the content security policy would block', async () => {
    const validator = new HtmlValidate({
      extends: ['html-validate:recommended'],
      rules: { 'void-style': 'off' },
    });
    const html = render({
      interactive: { geoJsonHref: '/sea.geojson' },
      highlight: { label: 'Near', ids: ['W1'] },
      outlineLabel: 'Border',
    });
    const { results } = await validator.validateString(html);
    const messages = results.flatMap((result) => result.messages);
    expect(messages.map(({ ruleId, message }) => `${ruleId}: ${message}`)).toEqual([]);
    expect(html).not.toMatch(/<style|\sstyle=/);
  });

  test('has a pattern for every class that is not plain', () => {
    for (const pattern of Object.keys(patternPaths) as (keyof typeof patternPaths)[]) {
      const html = render({ classes: classes.map((one) => ({ ...one, pattern })) });
      for (const { id } of classes) {
        expect(html).toContain(`<pattern id="sea-pattern-${id}"`);
        expect(html).toContain(`fill="url(#sea-pattern-${id}-large)"`);
      }
    }
  });

  test('leads to the rows of its table by their ids', () => {
    expect(mapRowId('sea', 'W1')).toBe('sea-row-W1');
  });

  test('offers the interactive map and its boundaries only where there is one', () => {
    expect(render()).not.toContain('Open the interactive map');
    const html = render({
      interactive: {
        geoJsonHref: '/sea.geojson',
        areaHref: '/waters/{area}',
        tiles: { address: '/tiles/{z}/{x}/{y}.png', attribution: 'The mapper' },
      },
    });
    expect(html).toContain('Open the interactive map');
    expect(html).toContain('data-map-areas="/sea.geojson"');
    expect(html).toContain('data-map-area-address="/waters/{area}"');
    expect(html).toContain('data-map-attribution="The mapper"');
    expect(html).toContain('data-map-towns="[[&quot;Old Pier&quot;,-1.45,52.05]]"');
    expect(html).toContain('href="/sea.geojson"');
  });
});

describe('a map whose boundaries are missing', () => {
  const unloaded = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      id: `X${index}`,
      name: `Bay ${index}`,
      classId: 'calm',
    }));

  test('names the areas that it cannot draw while they are few', () => {
    expect(render()).not.toContain('no boundary');
    expect(render({ areas: [...props.areas, ...unloaded(1)] })).toContain(
      '1 area has no boundary loaded: Bay 0. It is in the table but not on the map.',
    );
    expect(render({ areas: [...props.areas, ...unloaded(2)] })).toContain(
      '2 areas have no boundary loaded: Bay 0 and Bay 1. They are in the table but not on the map.',
    );
    expect(render({ areas: [...props.areas, ...unloaded(6)] })).toContain(
      '6 areas have no boundary loaded. They are in the table',
    );
  });

  test('still has its sentence, its table and its provenance when it can draw nothing', () => {
    const html = render({ map: undefined });
    expect(html).not.toContain('role="img"');
    expect(html).toContain('No boundaries have been loaded for these areas, so there is no map.');
    for (const words of ['One water is rough.', 'The table', 'Harbour log'])
      expect(html).toContain(words);
  });
});

test('an area of a class that the map does not have is a fault, not a hole in the map', () => {
  const areas = [{ id: 'W1', name: 'First water', classId: 'stormy' }];
  expect(() => render({ areas })).toThrow('The map has no class "stormy".');
});
