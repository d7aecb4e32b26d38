import type { FastifyInstance } from 'fastify';
import { NotFound } from '#platform/http/failures.ts';
import { ErrorPage } from './error-page.tsx';
import { errorWords } from './error-words.ts';

/** Answers everything that goes wrong with a page in plain words, and logs what was our fault. */
export function addErrorReplies(app: FastifyInstance): void {
  app.setErrorHandler((problem, request, reply) => {
    const words = errorWords(problem);
    if (words.isOurFault)
      request.log.error({ err: problem, reference: request.id }, 'a request failed');
    return reply.page(<ErrorPage words={words} reference={request.id} />, words.status);
  });
  app.setNotFoundHandler((request, reply) => {
    const words = errorWords(new NotFound());
    return reply.page(<ErrorPage words={words} reference={request.id} />, words.status);
  });
}
