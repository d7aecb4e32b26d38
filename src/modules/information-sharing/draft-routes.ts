import type { FastifyRequest } from 'fastify';
import { NotADraft } from '#core/access/agreements/take-draft.ts';
import { principalOf } from '#core/pages/page-reply.ts';
import type { Service } from '#core/service.ts';
import { readVersion, versionAddress, type ReadVersion } from './read-version.ts';

/** The draft that a request is about. Throws NotFound, or NotADraft once it is proposed or discarded. */
export async function readDraft(service: Service, request: FastifyRequest): Promise<ReadVersion> {
  const [principal, address] = [principalOf(request), versionAddress(request.params)];
  const read = await service.database.transaction(principal, (tx) =>
    readVersion(tx, principal, address, service.clock.now()),
  );
  if (read.version.proposedAt !== undefined)
    throw new NotADraft(
      'This version has been proposed, so it stays as it is. Draft the next version to change it.',
    );
  if (read.version.revokedAt !== undefined) throw new NotADraft('This draft was discarded.');
  return read;
}
