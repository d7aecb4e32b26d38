import { StartProblem } from './start-problem.ts';

const OWN_FOLDER = 'set DATA_DIR to a folder that this account may write to';

/** The code of a failed file operation, such as ENOSPC, or undefined when the error is of another kind. */
export function findFileErrorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** The problem of a disk without room. */
export function fullDisk(folder: string, cause?: unknown): StartProblem {
  return new StartProblem(
    `The disk that holds ${folder} is full.`,
    'Free some space on it (Breakwater needs about 200 MB to start), or set DATA_DIR to a folder on another disk. Nothing has been lost.',
    { cause },
  );
}

/** Turns a failed file operation into a problem its operator can mend; any other error comes back as it was. */
export function explainFileError(error: unknown, path: string): unknown {
  switch (findFileErrorCode(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return fullDisk(path, error);
    case 'EACCES':
    case 'EPERM':
      return new StartProblem(
        `This account may not write to ${path}.`,
        `Give it that folder, start as the account that owns it, or ${OWN_FOLDER}.`,
        { cause: error },
      );
    case 'EROFS':
      return new StartProblem(
        `${path} is on a disk that can only be read.`,
        `To go on, ${OWN_FOLDER}.`,
        { cause: error },
      );
    case 'ENOTDIR':
    case 'EEXIST':
      return new StartProblem(
        `${path} cannot be used as a folder: a file is in the way.`,
        `Move the file away, or ${OWN_FOLDER}.`,
        { cause: error },
      );
    case 'ENAMETOOLONG':
    case 'ELOOP':
    case 'ENOENT':
      return new StartProblem(
        `The folder ${path} cannot be made or reached: part of its path is missing or can only be read.`,
        `Check its path, or ${OWN_FOLDER}.`,
        { cause: error },
      );
    case undefined:
    default:
      return error;
  }
}

/** Runs file work, and explains its failure as a problem with the given path. */
export async function explainingFileErrors<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw explainFileError(error, path);
  }
}
