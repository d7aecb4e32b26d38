import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Forbidden } from './failures.ts';

const harmless = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses to change anything for a request that another site made in the person's browser.
 * Browsers say where a request comes from (Sec-Fetch-Site, or Origin in older ones); a request that
 * says neither is refused too, so there is no token to leak and none to expire while somebody types.
 */
export function refuseOtherOrigins(app: FastifyInstance): void {
  app.addHook('onRequest', async (request) => {
    if (harmless.has(request.method) || isFromHere(request)) return;
    throw new Forbidden(
      'This form was not sent from a page of this site, so nothing was done. Open the page here and try again.',
    );
  });
}

function isFromHere(request: FastifyRequest): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  const origin = request.headers.origin;
  if (origin === undefined || !URL.canParse(origin)) return false;
  return new URL(origin).host === request.headers.host;
}
