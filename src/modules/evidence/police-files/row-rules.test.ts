import { describe, expect, it } from 'vitest';
import { crimeTypes, type PoliceRow } from './police-row.ts';
import { findBrokenRule, rowRules } from './row-rules.ts';

const expected = { today: '2026-11-22', areaCodes: 'published' } as const;
const sound: PoliceRow = {
  'Crime ID': 'a1',
  Month: '2025-06',
  'Reported by': 'Invented Police',
  'Falls within': 'Invented Police',
  Longitude: '-1.264032',
  Latitude: '52.370521',
  Location: 'On or near Ox-Bow Lane',
  'LSOA code': 'E01000001',
  'LSOA name': 'Invented 001A',
  'Crime type': 'Robbery',
  'Last outcome category': '',
  Context: '',
};

describe('a row', () => {
  it('is accepted with every published crime type, and with blanks where the police leave them', () => {
    for (const type of crimeTypes) {
      expect(findBrokenRule({ ...sound, 'Crime type': type }, expected)).toBeUndefined();
    }
    const blank = { 'Crime ID': '', Longitude: '', Latitude: '', 'LSOA code': '', 'LSOA name': '' };
    expect(findBrokenRule({ ...sound, ...blank }, expected)).toBeUndefined();
  });

  it('may be from this month, and from the first that was published', () => {
    expect(findBrokenRule({ ...sound, Month: '2026-11' }, expected)).toBeUndefined();
    expect(findBrokenRule({ ...sound, Month: '2010-12' }, expected)).toBeUndefined();
  });

  it.each<[string, Partial<PoliceRow>]>([
    ['force-unknown', { 'Reported by': '' }],
    ['force-unknown', { 'Reported by': ' Invented Police' }],
    ['month-malformed', { Month: '' }],
    ['month-malformed', { Month: '2025-13' }],
    ['month-malformed', { Month: '2025-6' }],
    ['month-malformed', { Month: 'June 2025' }],
    ['month-malformed', { Month: '2025-06\n' }],
    ['month-too-early', { Month: '2010-11' }],
    ['month-in-future', { Month: '2026-12' }],
    ['coordinates-incomplete', { Longitude: '' }],
    ['coordinates-incomplete', { Latitude: '' }],
    ['coordinates-malformed', { Longitude: '1e0' }],
    ['coordinates-malformed', { Latitude: 'NaN' }],
    ['coordinates-malformed', { Latitude: '52,3' }],
    ['coordinates-outside-uk', { Longitude: '0', Latitude: '0' }],
    ['coordinates-outside-uk', { Longitude: '52.370521', Latitude: '-1.264032' }],
    ['area-code-malformed', { 'LSOA code': 'E0100001' }],
    ['area-code-malformed', { 'LSOA code': 'e01000001' }],
    ['crime-type-unknown', { 'Crime type': 'robbery' }],
    ['crime-type-unknown', { 'Crime type': '' }],
  ])('breaks %s with %j', (rule, change) => {
    expect(findBrokenRule({ ...sound, ...change }, expected)).toBe(rule);
  });
});

describe('every rule', () => {
  it.each(Object.values(rowRules))('$code has a sentence and says what to do', (rule) => {
    expect(rule.sentence).toMatch(/^[A-Z“].+\.$/);
    expect(rule.whatToDo).toMatch(/^[A-Z].+\.$/);
  });
});
