import { notOfYourRole } from '#core/access/permissions.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Principal } from '#platform/database/principal.ts';
import { Conflict, Forbidden, NotFound } from '#platform/http/failures.ts';
import { lockVersion, raiseRevision, type LockedVersion } from './version-store.ts';

/** A draft, and the revision of it that its editor saw. */
export type DraftSeen = { versionId: string; revision: number };

/** Somebody else edited the draft first, so nothing was changed. */
export class DraftChanged extends Conflict {
  constructor() {
    super('Somebody changed this draft after you opened it. Nothing of yours is saved yet.');
  }
}

/** The draft is no draft any more, so nothing was changed. */
export class NotADraft extends Conflict {}

/** Only a person acts for an agency. Throws Forbidden. */
export function personOf(principal: Principal): Extract<Principal, { kind: 'person' }> {
  if (principal.kind !== 'person') throw new Forbidden(notOfYourRole);
  return principal;
}

/**
 * Takes a draft in hand for one edit: nobody else edits it until this transaction is over. To an agency that
 * does not keep it, it is not there. Throws NotFound, NotADraft or DraftChanged.
 */
export async function takeDraft(
  tx: Transaction,
  principal: Principal,
  { versionId, revision }: DraftSeen,
): Promise<LockedVersion> {
  const version = await lockVersion(tx, versionId);
  if (version.keptBy !== personOf(principal).agencyId) throw new NotFound();
  if (version.proposedAt !== null)
    throw new NotADraft(
      'This version has been proposed, so it stays as it is. Draft the next version to change it.',
    );
  if (version.revokedAt !== null) throw new NotADraft('This draft was discarded.');
  if (version.revision !== revision) throw new DraftChanged();
  await raiseRevision(tx, version.id);
  return version;
}

/** What an edit of a draft hands back and leaves in the trace. */
export function editedDraft(version: LockedVersion) {
  return {
    result: { agreementId: version.agreementId, number: version.number },
    about: [{ kind: 'agreement', id: version.agreementId }],
    detail: { version: version.number },
  };
}
