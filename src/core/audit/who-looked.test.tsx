import { renderToString } from 'preact-render-to-string';
import { expect, test } from 'vitest';
import type { FoundEntry } from './audit-search.ts';
import { WhoLooked } from './who-looked.tsx';

const agreement = '3f0c2f0e-7a51-4c58-9d0e-0f5a3b1c9d10';

const look: FoundEntry = {
  id: 1,
  at: new Date('2026-11-22T10:00:00Z'),
  actor: 'person:1',
  actorName: 'Dawn Tully',
  agency: 'Harbourshire Constabulary',
  role: 'practitioner',
  action: 'person-record.read',
  outcome: 'read',
  about: [{ kind: 'person-record', id: 'mark:1' }],
  paths: [`agreement ${agreement} v3`],
  agreementTitles: new Map([[agreement, 'Harbour sharing']]),
  purpose: 'safeguarding',
  detail: {},
  isSealed: true,
};

test('who looked is told with when, as whom and why; a refused try is told as one', () => {
  const refused: FoundEntry = { ...look, actorName: 'Sam Field', outcome: 'refused', paths: [] };
  const html = renderToString(<WhoLooked entries={[look, refused]} logHref="/audit?record=1" />);
  for (const words of [
    'Dawn Tully',
    'Practitioner, Harbourshire Constabulary',
    '22 November 2026 at 10:00am',
    'Safeguarding a child or an adult at risk',
    `href="/information-sharing/agreements/${agreement}/versions/3">“Harbour sharing”, version 3</a>`,
    'It was not',
    'href="/audit?record=1"',
  ]) {
    expect(html).toContain(words);
  }
  expect(html.indexOf('Refused')).toBeGreaterThan(html.indexOf('Sam Field'));
});

test('a record that nobody looked at says so', () => {
  expect(renderToString(<WhoLooked entries={[]} />)).toContain('Nobody has read or changed');
});
