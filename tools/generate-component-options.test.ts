import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  generateComponentOptions,
  generatedFile,
  listComponentNames,
} from './generate-component-options.ts';

test('the component options in the tree are those of the installed GOV.UK Frontend', async () => {
  expect(readFileSync(generatedFile, 'utf8')).toBe(await generateComponentOptions());
});

test('every one of the 39 GOV.UK components has its options', () => {
  expect(listComponentNames()).toHaveLength(39);
  for (const name of ['button', 'date-input', 'exit-this-page'])
    expect(listComponentNames()).toContain(name);
});
