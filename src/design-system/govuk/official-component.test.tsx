import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { renderToString } from 'preact-render-to-string';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import * as components from './components.ts';
import { govukComponent, repeatedGovukComponent } from './official-component.ts';
import { renderTemplate } from './template-environment.ts';

type Fixture = { name: string; options: object; html: string };

const packageFile = createRequire(import.meta.url).resolve('govuk-frontend/package.json');
const folder = path.join(path.dirname(packageFile), 'dist/govuk/components');

function listFixtures(): (Fixture & { component: string })[] {
  return readdirSync(folder)
    .filter((name) => !name.startsWith('_'))
    .flatMap((component) => {
      const text = readFileSync(path.join(folder, component, 'fixtures.json'), 'utf8');
      const { fixtures } = JSON.parse(text) as { fixtures: Fixture[] };
      return fixtures.map(({ name, options, html }) => ({ component, name, options, html }));
    });
}

test('every official example comes out of the typed components letter for letter', () => {
  const fixtures = listFixtures();
  const different = fixtures.filter(({ component, options, html }) => {
    const Component = govukComponent<object>(component);
    const Repeated = repeatedGovukComponent<object>(component);
    const made = [<Component {...options} />, <Repeated {...options} />, <Repeated {...options} />];
    return made.some((one) => renderToString(one) !== html);
  });
  expect(different.map(({ component, name }) => `${component}: ${name}`)).toEqual([]);
  expect(fixtures).toHaveLength(725);
});

test('there is a typed component for each official one', () => {
  const official = new Set(listFixtures().map(({ component }) => component.replaceAll('-', '')));
  const ours = Object.keys(components).map((name) => name.toLowerCase());
  expect(ours.sort()).toEqual([...official].sort());
});

test('a field of 40,000 spaces is shown again at once', () => {
  const spaces = ' '.repeat(40_000);
  const render = () =>
    renderToString(<components.Textarea name="notes" label={{ text: 'Notes' }} value={spaces} />);
  render();
  const started = performance.now();
  const html = render();
  expect(performance.now() - started).toBeLessThan(100);
  expect(html).toContain(spaces);
});

test('trimming keeps the markup of a slot and still escapes text', () => {
  const html = renderToString(
    <components.InsetText>
      <b>Bold</b> and {'<i>typed</i>'}
    </components.InsetText>,
  );
  expect(html).toContain('<b>Bold</b> and &lt;i>typed&lt;/i>');
  expect(renderTemplate('govuk/components/tag/template.njk', { text: '<i>' })).toContain(
    '&lt;i&gt;',
  );
});

test('a slot sees the surroundings of the page it stands in', () => {
  const Name = createContext('nobody');
  const ShowName = () => <em>{useContext(Name)}</em>;
  const html = renderToString(
    <Name.Provider value="Asha">
      <components.Details summaryText="Who?" html={<ShowName />} />
      <ShowName />
    </Name.Provider>,
  );
  expect(html.match(/<em>Asha<\/em>/g)).toHaveLength(2);
});

describe('a component that comes again and again', () => {
  const choice = (selected: string) =>
    renderToString(
      <components.Select
        id="place"
        name="place"
        label={{ text: 'Place' }}
        items={['north', 'south'].map((value) => ({
          value,
          text: value,
          selected: value === selected,
        }))}
      />,
    );

  test('is the same each time, and another for other options', () => {
    const north = choice('north');
    expect(choice('south')).not.toBe(north);
    expect(choice('north')).toBe(north);
    expect(north).toContain('<option value="north" selected>');
  });

  test('is the official one still when more were made than are kept', () => {
    const words = Array.from({ length: 700 }, (_, index) => `Go to ${index} & on`);
    const make = () => words.map((text) => renderToString(<components.Button text={text} />));
    const first = make();
    expect(make()).toEqual(first);
    expect(new Set(first).size).toBe(words.length);
    expect(first[7]).toContain('Go to 7 &amp; on');
  });
});
