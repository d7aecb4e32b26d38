import { isConnectionProblem } from '#platform/database/connection-problem.ts';
import { RequestFailure, TooLarge } from '#platform/http/failures.ts';

/** What a person reads when a request cannot be served, and whether it was our fault. */
export type ErrorWords = {
  status: number;
  title: string;
  paragraphs: readonly string[];
  isOurFault: boolean;
};

/** As the database says it, and as the file system does. */
const diskFull = new Set(['53100', 'ENOSPC', 'EDQUOT']);

/** Words for anything a route may throw. */
export function errorWords(problem: unknown): ErrorWords {
  if (problem instanceof RequestFailure) return requestFailureWords(problem);
  if (diskFull.has(codeOf(problem))) {
    return {
      status: 507,
      title: 'Not saved: the disk is full',
      paragraphs: [
        'What you sent was not saved. Nothing that was saved before is lost.',
        'Tell whoever runs this service. You can still read.',
      ],
      isOurFault: true,
    };
  }
  if (isConnectionProblem(problem)) {
    return {
      status: 503,
      title: 'Breakwater cannot reach its database',
      paragraphs: [
        'What you sent may not have been saved. Wait a minute, then check and try again.',
      ],
      isOurFault: true,
    };
  }
  const status = statusOf(problem);
  if (status === 413) return requestFailureWords(new TooLarge());
  if (status >= 400 && status < 500) {
    return {
      status,
      title: 'That could not be read',
      paragraphs: ['What was sent is not in a form this page can use. Go back and try again.'],
      isOurFault: false,
    };
  }
  return {
    status: 500,
    title: 'Sorry, there is a problem with the service',
    paragraphs: ['What you sent may not have been saved. Try again in a few minutes.'],
    isOurFault: true,
  };
}

function requestFailureWords({ status, message }: RequestFailure): ErrorWords {
  switch (status) {
    case 404:
      return {
        status,
        title: 'Page not found',
        paragraphs: ['Check the address. The page may have moved, or may not be for you.'],
        isOurFault: false,
      };
    case 403:
      return {
        status,
        title: 'You cannot do this',
        paragraphs: [message],
        isOurFault: false,
      };
    case 400:
      return { status, title: 'That could not be read', paragraphs: [message], isOurFault: false };
    case 413:
      return {
        status,
        title: 'That is too large',
        paragraphs: [
          'What was sent is larger than this page takes, so nothing was saved.',
          'Go back, send less at once, and try again.',
        ],
        isOurFault: false,
      };
    case 503:
      return {
        status,
        title: 'Nothing was done, because it could not be written down',
        paragraphs: [message],
        isOurFault: true,
      };
    case 507:
      return {
        status,
        title: 'Not saved: the disk is nearly full',
        paragraphs: [
          message,
          'Nothing that was saved before is lost. Tell whoever runs this service. You can still read.',
        ],
        isOurFault: true,
      };
    default:
      return { status, title: 'This cannot be done', paragraphs: [message], isOurFault: false };
  }
}

function codeOf(problem: unknown): string {
  if (typeof problem !== 'object' || problem === null || !('code' in problem)) return '';
  return String(problem.code);
}

function statusOf(problem: unknown): number {
  if (typeof problem !== 'object' || problem === null || !('statusCode' in problem)) return 500;
  return Number(problem.statusCode);
}
