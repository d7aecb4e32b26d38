import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { listRoutes } from '#tests/support/route-table.ts';
import type { PlantedWorld } from './planted-world.ts';

const detailKinds = ['alias', 'contact', 'location', 'health', 'informant'] as const;

/**
 * Every address that the service answers to GET, with what was planted put in; those of records once for each record
 * and each purpose. A route with a number of which this does not know the kind is refused, so that it is added here.
 */
export function listAddresses(app: FastifyInstance, world: PlantedWorld): string[] {
  const records = [world.record, world.restricted, world.sealed];
  const others: readonly (readonly [string, string])[] = [
    ['/users/invitations/:id', world.invitation],
    ['/users/role-proposals/:id', world.roleProposal],
    ['/users/:id', world.colleague],
    ['/broken-glass/:id', world.glass],
    ['/information-sharing/agreements/:id', world.agreement],
    ['/pages/:id', 'help-now'],
    ['/governance-documents/:id', 'privacy-notice'],
    ['/evidence/areas/:code', 'E07000999'],
    ...nothingPlanted.map((start) => [start, randomUUID()] as const),
  ];
  const fill = (path: string): string[] => {
    if (path === '/person-records/:id')
      return records.flatMap((id) => purposes.map((purpose) => `/person-records/${id}${purpose}`));
    if (path === '/person-records/:id/details/:kind')
      return detailKinds.map((kind) => `/person-records/${world.record}/details/${kind}`);
    if (path.startsWith('/person-records/:id')) return records.map((id) => path.replace(':id', id));
    const known = others.find(([start]) => path.startsWith(start));
    if (known === undefined) throw new Error(`Which number belongs into ${path}? Say it here.`);
    return [path.replace(known[0], known[0].replace(/:\w+/, known[1])).replace(':number', '1')];
  };
  const asked = listRoutes(app)
    .filter(({ method }) => method === 'GET')
    .flatMap(({ path }) => (path.includes(':') ? fill(path) : [path]));
  return [...asked, ...withQueries];
}

const purposes = ['', '?purpose=prevention', '?purpose=immediate-risk'];

/** Addresses whose things hold no canary: they have one of their own kind that is not there. */
const nothingPlanted = [
  '/teams/:id',
  '/jobs/:id',
  '/findings/:id',
  '/first-password/:token',
  '/sign-in/agency/:provider',
  '/your-sign-in/passkeys/:id',
  '/evidence/imports/:id',
  '/evidence/partner-counts/uploads/:id',
  '/evidence/partner-counts/imports/:id',
];

/** What pages show only when they are asked in a certain way. */
const withQueries = [
  '/disclosures?direction=received',
  '/disclosures.csv?direction=received',
  '/audit?kind=person-record',
  '/audit.csv?kind=person-record',
  '/users?state=left',
  '/nowhere',
];
