import { describe, expect, it } from 'vitest';
import { GalProblem, readGal } from './read-gal.ts';

const problemOf = (text: string): string => {
  try {
    readGal(text);
  } catch (problem) {
    if (problem instanceof GalProblem) return problem.message;
    throw problem;
  }
  return 'none';
};

describe('a GAL file', () => {
  it('names areas as text and their neighbours, which are put in order', () => {
    const { ids, neighbours } = readGal('3\n01 2\n1 x-2\n1 1\n01\nx-2 1\n01\n');
    expect(ids).toEqual(['01', '1', 'x-2']);
    expect([...neighbours.starts]).toEqual([0, 2, 3, 4]);
    expect([...neighbours.neighbours]).toEqual([1, 2, 0, 0]);
  });

  it('may begin with the longer heading, end lines in any way and have a byte order mark', () => {
    const plain = readGal('2\na 1\nb\nb 1\na\n');
    expect(readGal('\uFEFF0 2 some map.shp CODE\r\n a  1 \r\nb\r\nb 1\r\na')).toEqual(plain);
  });

  it('has a blank line, or none, for an area without neighbours', () => {
    const blank = readGal('3\na 0\n\nb 1\nc\nc 1\nb\n');
    expect(readGal('3\na 0\nb 1\nc\nc 1\nb\n')).toEqual(blank);
    expect([...blank.neighbours.starts]).toEqual([0, 0, 1, 2]);
    expect(readGal('0\n').ids).toEqual([]);
  });

  it('is taken as it is written where only one of two areas names the other', () => {
    const { neighbours } = readGal('2\na 1\nb\nb 0\n\n');
    expect([...neighbours.starts]).toEqual([0, 1, 1]);
  });

  it.each([
    ['', 'line 1: There is nothing in it.'],
    ['many\n', 'line 1: “many” is not the number of areas.'],
    ['-1\n', 'line 1: “-1” is not the number of areas.'],
    ['3\na 1\nb\nb 1\na\n', 'line 1: It says 3 areas, and there are 2.'],
    ['2\na 1\nb\na 1\nb\n', 'line 4: Area a is there twice.'],
    ['2\na 1\nc\nb 1\na\n', 'line 3: There is no area c.'],
    ['2\n\na 2\nb b\nb 1\na\n', 'line 4: Area b is named twice.'],
    ['2\na 1\na\nb 0\n', 'line 3: Area a is its own neighbour.'],
    ['2\na 2\nb\nb 1\na\n', 'line 3: Area a should have 2 neighbours, and 1 are named.'],
    ['2\na 1\nb\nb 1\n', 'line 4: Area b should have 1 neighbours, and 0 are named.'],
    ['2\na 1.5\nb\n', 'line 2: “1.5” is not the number of neighbours of area a.'],
    ['2\na\nb\n', 'line 2: It should be the id of an area and a number.'],
  ])('%j is refused: %s', (text, sentence) => {
    expect(problemOf(text)).toBe(sentence);
  });
});
