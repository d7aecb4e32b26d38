import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { NotFound, Unreadable } from '#platform/http/failures.ts';
import { ErrorPage } from './error-page.tsx';
import { errorWords } from './error-words.ts';

const hungUp = 'The connection was lost before everything had arrived, so nothing was saved.';

/** Answers everything that goes wrong with a page in plain words, and logs what was our fault. */
export function addErrorReplies(app: FastifyInstance): void {
  app.setErrorHandler((problem, request, reply) => {
    const words = errorWords(hasHungUp(request.raw) ? new Unreadable(hungUp) : problem);
    if (words.isOurFault)
      request.log.error({ err: problem, reference: request.id }, 'a request failed');
    return reply.page(<ErrorPage words={words} reference={request.id} />, words.status);
  });
  app.setNotFoundHandler((request, reply) => {
    const words = errorWords(new NotFound());
    return reply.page(<ErrorPage words={words} reference={request.id} />, words.status);
  });
}

/** Whether it was the other side that broke off, whatever came of that here. */
function hasHungUp({ socket, complete }: IncomingMessage): boolean {
  return socket.destroyed && !complete;
}
