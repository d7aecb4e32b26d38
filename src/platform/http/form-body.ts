import { parse } from 'node:querystring';
import formbody from '@fastify/formbody';
import type { FastifyInstance } from 'fastify';
import { TooLarge } from './failures.ts';

/** Largest ordinary form, in bytes. A route that needs more says so with its own bodyLimit. */
export const formLimit = 16 * 1024;
const mostFields = 200;

/** Reads ordinary forms; a field that comes twice is an array, as the form's schema will see. */
export async function readForms(app: FastifyInstance): Promise<void> {
  await app.register(formbody, {
    bodyLimit: formLimit,
    // One more than may come, so that too many are seen to be too many and are not all read.
    parser: (text: string) => parse(text, '&', '=', { maxKeys: mostFields + 1 }),
  });
  app.addHook('preValidation', async ({ body }) => {
    if (countFields(body) > mostFields) throw new TooLarge();
  });
}

function countFields(body: unknown): number {
  if (typeof body !== 'object' || body === null) return 0;
  return Object.values(body).flat().length;
}
