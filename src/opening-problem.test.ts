import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { StartProblem } from '#platform/database/embedded/start-problem.ts';
import { explainOpening } from './opening-problem.ts';

const embedded = { databaseUrl: undefined, dataDirectory: tmpdir() };
const server = { databaseUrl: 'postgresql://login:secret@host/name', dataDirectory: tmpdir() };

function withCode(code: string, message = 'refused'): Error {
  return Object.assign(new Error(message), { code });
}

async function explained(
  problem: Error,
  place: Parameters<typeof explainOpening>[1] = server,
): Promise<string> {
  const found = await explainOpening(problem, place);
  return found instanceof StartProblem ? `${found.message} ${found.whatToDo}` : 'not explained';
}

describe('a service that cannot be opened', () => {
  it.each([
    ['a server that is not there', withCode('ECONNREFUSED'), 'cannot be reached (ECONNREFUSED)'],
    ['a host nobody knows', withCode('ENOTFOUND'), 'cannot be reached (ENOTFOUND)'],
    ['a wrong password', withCode('28P01'), 'refuses the login'],
    ['a missing database', withCode('3D000'), 'has no such database'],
    ['a login that may not prepare it', withCode('42501'), 'needs CREATEROLE'],
    ['a server with a full disk', withCode('53100'), 'has no room left on its disk'],
    ['an address in pieces', withCode('ERR_INVALID_URL'), 'DATABASE_URL is not an address'],
  ])('names what is wrong and what to do: %s', async (_, problem, words) => {
    const said = await explained(problem);
    expect(said).toContain(words);
    expect(said).not.toContain('secret');
  });

  it.each([
    ['its own files', withCode('ENOSPC')],
    ['its database', withCode('53100')],
    ['its figures', new Error('Could not write file: No space left on device')],
  ])('names the full disk, whichever part ran into it: %s', async (_, problem) => {
    expect(await explained(problem, embedded)).toContain(`disk that holds ${tmpdir()} is full`);
  });

  it('says that a later version has used the data', async () => {
    const later = new Error('Definitions of migrations 0009_later have been deleted.');
    expect(await explained(later, embedded)).toContain('another version of Breakwater');
  });

  it('leaves alone what it does not know, and what is explained already', async () => {
    const unknown = new TypeError('x is not a function');
    expect(await explainOpening(unknown, server)).toBe(unknown);
    const known = new StartProblem('Already said.', 'Do it.');
    expect(await explainOpening(known, embedded)).toBe(known);
  });
});
