import type { Neighbours } from './spatial-weights.ts';

/** Areas by their ids, in the order of the file, and who is whose neighbour. */
export type GalFile = { readonly ids: readonly string[]; readonly neighbours: Neighbours };

/** A text that is not GAL; the message says in which line, counted from 1, and what is wrong. */
export class GalProblem extends Error {
  constructor(line: number, sentence: string) {
    super(`line ${line}: ${sentence}`);
  }
}

type Line = { readonly number: number; readonly words: readonly string[] };

/** An area as it stands in the file: its own line, and the line of its neighbours. */
type Entry = { readonly line: number; readonly id: string; readonly around: Line };

/**
 * Reads neighbours as GeoDa, R's spdep and PySAL write them. The first line is the number of areas, alone or
 * as "0 100 file field". Then each area has a line "id count" and a line with so many ids, separated by
 * blanks; that of an area without neighbours is blank or not there. Ids are text: "01" is not "1". Links are
 * taken as they are written, also when only one of two areas names the other.
 *
 * Throws GalProblem for anything else: a wrong count, an area that is there twice or not at all, a neighbour
 * named twice, an area that is its own neighbour.
 */
export function readGal(text: string): GalFile {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .map((line, index): Line => ({ number: index + 1, words: line.split(/\s+/).filter(Boolean) }))
    .filter(({ words }) => words.length > 0);
  const [heading, ...rest] = lines;
  if (heading === undefined) throw new GalProblem(1, 'There is nothing in it.');
  const areas = readCount(heading, heading.words.length === 1 ? 0 : 1, 'the number of areas');
  const entries = readEntries(rest);
  if (entries.length !== areas) {
    const sentence = `It says ${areas} areas, and there are ${entries.length}.`;
    throw new GalProblem(heading.number, sentence);
  }
  const numbers = new Map<string, number>();
  for (const { id, line } of entries) {
    if (numbers.has(id)) throw new GalProblem(line, `Area ${inShort(id)} is there twice.`);
    numbers.set(id, numbers.size);
  }
  const rows = entries.map((entry) => numberNeighbours(entry, numbers));
  const starts = new Uint32Array(areas + 1);
  for (const [area, row] of rows.entries()) starts[area + 1] = (starts[area] ?? 0) + row.length;
  return {
    ids: entries.map(({ id }) => id),
    neighbours: { starts, neighbours: Uint32Array.from(rows.flatMap((row) => [...row])) },
  };
}

function readEntries(lines: readonly Line[]): Entry[] {
  const entries: Entry[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at];
    if (line === undefined) break;
    const [id = ''] = line.words;
    if (line.words.length !== 2) {
      throw new GalProblem(line.number, 'It should be the id of an area and a number.');
    }
    const count = readCount(line, 1, `the number of neighbours of area ${inShort(id)}`);
    const none = { number: line.number, words: [] };
    const around = count === 0 ? none : (lines[at + 1] ?? none);
    if (around.words.length !== count) {
      const sentence = `Area ${inShort(id)} should have ${count} neighbours, and ${around.words.length} are named.`;
      throw new GalProblem(around.number, sentence);
    }
    entries.push({ line: line.number, id, around });
    if (count > 0) at += 1;
  }
  return entries;
}

function numberNeighbours({ id, around }: Entry, numbers: ReadonlyMap<string, number>) {
  const row = new Set<number>();
  for (const neighbour of around.words) {
    const number = numbers.get(neighbour);
    const said = inShort(neighbour);
    if (number === undefined) throw new GalProblem(around.number, `There is no area ${said}.`);
    if (neighbour === id) throw new GalProblem(around.number, `Area ${said} is its own neighbour.`);
    if (row.has(number)) throw new GalProblem(around.number, `Area ${said} is named twice.`);
    row.add(number);
  }
  return Uint32Array.from(row).sort();
}

function readCount({ number, words }: Line, at: number, what: string): number {
  const word = words[at] ?? '';
  if (/^\d{1,9}$/.test(word)) return Number(word);
  throw new GalProblem(number, `“${inShort(word)}” is not ${what}.`);
}

function inShort(word: string): string {
  return word.length > 40 ? `${word.slice(0, 40)}…` : word;
}
