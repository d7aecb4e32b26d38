import { describe, expect, test } from 'vitest';
import { agreementIdsIn, listAllowedGrounds, whyInWords } from './why-allowed.ts';

const known = '3f0c2f0e-7a51-4c58-9d0e-0f5a3b1c9d10';
const forgotten = '9b1d7f4c-58a2-4a40-8d11-5d9e1f2a3b4c';
const agreementTitles = new Map([[known, 'Harbour sharing']]);

function groundsOf(paths: readonly string[]) {
  return listAllowedGrounds({ paths, agreementTitles });
}

describe('why somebody could see records', () => {
  test('is said in words, each ground once, with how many records it let through', () => {
    const mixed = [
      `agreement ${known} v3`,
      `agreement ${known} v3, case-role 1`,
      'own-agency',
      'break-glass 2',
    ];
    expect(groundsOf(mixed).map(({ words, records }) => [words, records])).toEqual([
      ['“Harbour sharing”, version 3', 2],
      ['Named on the record', 1],
      ['Held by their own agency', 1],
      ['They broke the glass', 1],
    ]);
  });

  test('leads to the version of the agreement, and to nothing where its name is not known', () => {
    const [there, gone] = groundsOf([`agreement ${known} v3`, `agreement ${forgotten} v1`]);
    expect(there?.href).toBe(`/information-sharing/agreements/${known}/versions/3`);
    expect(gone).toEqual({ words: 'An agreement, version 1', records: 1 });
  });

  test('names each agreement once to whoever looks up what it is called', () => {
    const paths = [`agreement ${known} v3, own-agency`, `agreement ${known} v2`, 'own-agency', ''];
    expect(agreementIdsIn(paths)).toEqual([known]);
  });

  test('is one sentence in a file, and a refused try was not allowed', () => {
    const entry = {
      paths: ['own-agency', 'own-agency'],
      purpose: 'prevention',
      agreementTitles,
      outcome: 'read' as const,
    };
    expect(whyInWords(entry)).toBe('Preventing violence: Held by their own agency (2 records)');
    expect(whyInWords({ ...entry, outcome: 'refused' })).toBe('It was not');
    expect(whyInWords({ ...entry, paths: [], purpose: undefined })).toBe('');
  });
});
