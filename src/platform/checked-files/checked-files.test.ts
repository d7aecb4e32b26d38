import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { decimalCell, optionalWholeNumberCell, readCsvFile } from './csv-file.ts';
import { problemInWords, sortProblems, type CheckedFile } from './file-problem.ts';
import { readMarkdownFile } from './markdown-file.ts';
import { readYamlFile } from './yaml-file.ts';

const Garden = z.strictObject({
  name: z.string().min(1),
  opened: z.iso.date(),
  kind: z.enum(['walled', 'open']),
  beds: z
    .array(z.strictObject({ plant: z.string(), rows: z.int().min(1), note: z.string().optional() }))
    .min(2),
});

const goodGarden = `# a remark
name: Long Border
opened: 2020-05-01
kind: open
beds:
  - plant: Beans
    rows: 4
  - plant: Peas
    rows: 2
`;

const Pond = z.strictObject({
  pond: z.string().min(1),
  depth: decimalCell,
  fish: optionalWholeNumberCell,
});

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'checked-files-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function write(file: string, content: string | Uint8Array): Promise<string> {
  await writeFile(join(folder, file), content);
  return file;
}

function told(result: CheckedFile<unknown>): string[] {
  return result.ok ? [] : result.problems.map(problemInWords);
}

async function readGarden(content: string | Uint8Array): Promise<string[]> {
  return told(await readYamlFile(folder, await write('garden.yaml', content), Garden));
}

describe('a YAML file', () => {
  it('that is right gives its value and the line of each part', async () => {
    const read = await readYamlFile(folder, await write('good.yaml', goodGarden), Garden);
    if (!read.ok) throw new Error(told(read).join('\n'));
    expect(read.value.beds[1]).toEqual({ plant: 'Peas', rows: 2 });
    expect(read.lineOf(['name'])).toBe(2);
    expect(read.lineOf(['beds'])).toBe(5);
    expect(read.lineOf(['beds', 1, 'rows'])).toBe(9);
    expect(read.lineOf(['beds', 1, 'note'])).toBe(8);
  });

  it('names the file, the line and the value of each thing that is wrong, all at once', async () => {
    const wrong = goodGarden
      .replace('rows: 4', 'rows: 4.5')
      .replace('rows: 2', 'rows: none\n    colour: green')
      .replace('kind: open', 'kind: roof')
      .replace('2020-05-01', 'May');
    expect(await readGarden(wrong)).toEqual([
      'garden.yaml line 3: opened must be a date written YYYY-MM-DD',
      'garden.yaml line 4: kind must be one of: walled, open',
      'garden.yaml line 7: beds[0].rows must be a whole number',
      'garden.yaml line 9: beds[1].rows must be a number',
      'garden.yaml line 10: beds[1].colour is not known here',
    ]);
  });

  it('says what is missing at the group it is missing from', async () => {
    expect(
      await readGarden(goodGarden.replace('  - plant: Peas\n    rows: 2\n', '  - rows: 2\n')),
    ).toEqual(['garden.yaml line 8: beds[1].plant is missing']);
  });

  it('says how long a list must be', async () => {
    const short = goodGarden.replace('  - plant: Peas\n    rows: 2\n', '');
    expect(await readGarden(short)).toEqual([
      'garden.yaml line 5: beds must have at least 2 entries',
    ]);
  });

  it.each([
    [
      'a name written twice',
      `${goodGarden}name: Again\n`,
      10,
      'the same name is written twice in one group',
    ],
    [
      'a tab for indenting',
      goodGarden.replace('    rows: 4', '\t rows: 4'),
      7,
      'a tab is used to indent; use spaces',
    ],
    [
      'an open quote',
      goodGarden.replace('Peas', '"Peas'),
      10,
      'a quote, bracket or colon is missing',
    ],
    [
      'a second document',
      `${goodGarden}---\nname: Two\n`,
      10,
      'a line of --- starts a second document',
    ],
    [
      'a repeated part',
      goodGarden.replace('Long Border', '&a Long Border').replace('Peas', '*a'),
      8,
      '*a repeats an earlier part',
    ],
    [
      'an unknown tag',
      goodGarden.replace('rows: 2', 'rows: !run 2'),
      9,
      'a tag that starts with ! is not used',
    ],
  ])('with %s is refused at its line', async (_what, content, line, words) => {
    expect((await readGarden(content)).join('\n')).toContain(`garden.yaml line ${line}: ${words}`);
  });

  it('that is empty lists everything it should hold', async () => {
    expect(await readGarden('# nothing yet\n')).toEqual([
      'garden.yaml line 1: name is missing',
      'garden.yaml line 1: opened is missing',
      'garden.yaml line 1: kind is missing',
      'garden.yaml line 1: beds is missing',
    ]);
  });

  it('that does not exist, or is a folder, is said to be so', async () => {
    expect(told(await readYamlFile(folder, 'nowhere.yaml', Garden))).toEqual([
      'nowhere.yaml line 1: is missing',
    ]);
    await mkdir(join(folder, 'shed.yaml'));
    expect(told(await readYamlFile(folder, 'shed.yaml', Garden))).toEqual([
      'shed.yaml line 1: is a folder, not a file',
    ]);
  });

  it('in another encoding is refused at the line that shows it', async () => {
    expect(await readGarden(Buffer.from(`\uFEFF${goodGarden}`, 'utf16le'))).toEqual([
      'garden.yaml line 1: is saved as UTF-16; save it again as UTF-8',
    ]);
    expect(await readGarden(Buffer.from(goodGarden.replace('Peas', 'Peas à'), 'latin1'))).toEqual([
      'garden.yaml line 8: holds a character that is not UTF-8; save it as UTF-8',
    ]);
    expect(await readGarden(goodGarden.replace('Beans', 'Be\0ans'))).toEqual([
      'garden.yaml line 6: holds a zero byte, so it is not plain text',
    ]);
  });

  it('may start with a byte order mark and end its lines as Windows does', async () => {
    expect(await readGarden(`\uFEFF${goodGarden.replaceAll('\n', '\r\n')}`)).toEqual([]);
  });
});

describe('a CSV file', () => {
  const read = async (content: string): Promise<CheckedFile<unknown>> =>
    readCsvFile(folder, await write('ponds.csv', content), Pond);

  it('gives a row for each line that is not a remark, in any order of columns', async () => {
    const result = await read(
      '# hand counted\nfish,pond,depth\n3,"Mill, upper",1.5\n\n,Long,-0.25\n',
    );
    if (!result.ok) throw new Error(told(result).join('\n'));
    expect(result.value).toEqual([
      { pond: 'Mill, upper', depth: 1.5, fish: 3 },
      { pond: 'Long', depth: -0.25, fish: undefined },
    ]);
    expect([result.lineOf([0]), result.lineOf([1])]).toEqual([3, 5]);
  });

  it('names the line and column of each cell that is wrong', async () => {
    const wrong = '# remark\npond,depth,fish\nMill,,3\n"Two\nlines",deep,1\nLong,1,two\n,1,\n';
    expect(told(await read(wrong))).toEqual([
      'ponds.csv line 3: depth must be a number',
      'ponds.csv line 4: depth must be a number',
      'ponds.csv line 6: fish must be a whole number or empty',
      'ponds.csv line 7: pond must not be empty',
    ]);
  });

  it('says which columns are missing, unknown or written twice', async () => {
    expect(told(await read('pond,pond,colour,fish\n'))).toEqual([
      'ponds.csv line 1: column depth is missing',
      'ponds.csv line 1: column colour is not known here',
      'ponds.csv line 1: column pond is written twice',
    ]);
  });

  it('refuses a ragged row, an open quote and an empty file', async () => {
    expect(told(await read('pond,depth,fish\nMill,1\n'))).toEqual([
      'ponds.csv line 2: the row has 2 cells; the heading has 3',
    ]);
    expect(told(await read('pond,depth,fish\nLong,1,1\nMill,"1,2\n')).join()).toMatch(
      /ponds\.csv line [34]: a quote is opened and never closed/,
    );
    expect(told(await read('# only a remark\n'))).toEqual(['ponds.csv line 1: is empty']);
  });
});

describe('a Markdown file', () => {
  const Front = z.strictObject({ title: z.string().min(1), order: z.int() });
  const read = async (content: string): Promise<CheckedFile<unknown>> =>
    readMarkdownFile(folder, await write('page.md', content), Front);

  it('gives its entries and its text', async () => {
    const result = await read('---\ntitle: Ponds\norder: 2\n---\n\nFirst.\n\n---\n\nSecond.\n');
    if (!result.ok) throw new Error(told(result).join('\n'));
    expect(result.value).toEqual({
      frontMatter: { title: 'Ponds', order: 2 },
      body: 'First.\n\n---\n\nSecond.',
    });
    expect(result.lineOf(['order'])).toBe(3);
  });

  it('counts lines from the top of the file', async () => {
    expect(told(await read('---\ntitle: Ponds\norder: two\n---\nText\n'))).toEqual([
      'page.md line 3: order must be a number',
    ]);
  });

  it('without entries, or without text, is refused', async () => {
    expect(told(await read('Just text\n'))[0]).toContain(
      'page.md line 1: must start with a line of ---',
    );
    expect(told(await read('---\ntitle: Ponds\norder: 2\n---\n\n'))).toEqual([
      'page.md line 5: has no text under its entries',
    ]);
  });
});

describe('a list of problems', () => {
  it('is sorted by file and line, each told once', () => {
    const late = { file: 'b.yaml', line: 12, message: 'is missing' };
    const early = { file: 'b.yaml', line: 2, message: 'is missing' };
    const other = { file: 'a.csv', line: 40, message: 'is empty' };
    expect(sortProblems([late, early, other, { ...late }])).toEqual([other, early, late]);
  });
});
