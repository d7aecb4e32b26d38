import { statfs } from 'node:fs/promises';
import { isConnectionProblem } from '#platform/database/connection-problem.ts';
import { fullDisk } from '#platform/database/embedded/file-problem.ts';
import { StartProblem } from '#platform/database/embedded/start-problem.ts';

const mebibyte = 1024 * 1024;
/** Less than this and a write of PostgreSQL's, 16 MB at a time, fails. */
const leastRoom = 20 * mebibyte;

const unknownHost = new Set(['ENOTFOUND', 'EAI_AGAIN']);
const refusedLogin = new Set(['28000', '28P01']);

/** Turns what went wrong while opening into a problem its operator can mend, where there is one. */
export async function explainOpening(
  problem: unknown,
  place: { databaseUrl: string | undefined; dataDirectory: string },
): Promise<unknown> {
  if (!(problem instanceof Error) || problem instanceof StartProblem) return problem;
  const { databaseUrl, dataDirectory } = place;
  const code = codeOf(problem);
  if (isFullDisk(problem, code) || (await hasNoRoom(dataDirectory))) {
    return code === '53100' && databaseUrl !== undefined
      ? serverProblem('has no room left on its disk', 'Free some there.', problem)
      : fullDisk(dataDirectory, problem);
  }
  if (/preceding already run|have been deleted/i.test(problem.message)) {
    return new StartProblem(
      'This data was last used by another version of Breakwater.',
      'Start it with that version or a later one, or choose another folder with DATA_DIR.',
      { cause: problem },
    );
  }
  return databaseUrl === undefined ? problem : explainServer(problem, code);
}

function explainServer(problem: Error, code: string): unknown {
  if (code === 'ERR_INVALID_URL') {
    return new StartProblem(
      'DATABASE_URL is not an address that can be read.',
      'Its form is postgresql://LOGIN:PASSWORD@HOST:5432/DATABASE',
      { cause: problem },
    );
  }
  if (refusedLogin.has(code)) {
    return serverProblem('refuses the login', 'Check the name and the password in it.', problem);
  }
  if (code === '3D000') {
    return serverProblem(
      'has no such database',
      'Make an empty one with createdb, or correct its name.',
      problem,
    );
  }
  if (code === '42501') {
    return serverProblem(
      `does not let this login prepare it (${problem.message})`,
      'The login needs CREATEROLE and must own the database.',
      problem,
    );
  }
  if (isConnectionProblem(problem) || unknownHost.has(code)) {
    return serverProblem(
      `cannot be reached (${code === '' ? problem.message : code})`,
      'Check that it runs, and its host and port.',
      problem,
    );
  }
  return problem;
}

function serverProblem(whatIsWrong: string, whatToDo: string, cause: unknown): StartProblem {
  return new StartProblem(
    `The PostgreSQL server that DATABASE_URL names ${whatIsWrong}.`,
    whatToDo,
    { cause },
  );
}

function codeOf(problem: Error): string {
  return 'code' in problem && typeof problem.code === 'string' ? problem.code : '';
}

function isFullDisk(problem: Error, code: string): boolean {
  return code === 'ENOSPC' || code === '53100' || /No space left on device/i.test(problem.message);
}

// A server that stopped for want of room can no longer say so.
async function hasNoRoom(folder: string): Promise<boolean> {
  const disk = await statfs(folder).catch(() => undefined);
  return disk !== undefined && disk.bavail * disk.bsize < leastRoom;
}
