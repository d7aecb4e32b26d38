import { randomUUID } from 'node:crypto';
import { action } from '#core/actions/action.ts';
import { reading } from '#core/actions/reading.ts';
import { NotFound } from '#platform/http/failures.ts';
import { endDeclaredLink, insertDeclaredLink, listDeclaredLinks } from './declared-link-store.ts';
import type { DeclaredLink } from './declared-link.ts';

/** Keeps what somebody says of themselves. What it keeps them out of, nobody tells them. */
export const declareLink = action(
  'declared-link.made',
  'declared-link.make',
  async ({ tx, principal, now }, link: Pick<DeclaredLink, 'kind' | 'words' | 'bornOn'>) => {
    if (principal.kind !== 'person') throw new NotFound();
    const id = randomUUID();
    await insertDeclaredLink(tx, { ...link, id, userId: principal.userId, declaredAt: now });
    return { result: { id }, about: [{ kind: 'declared-link', id }], detail: { kind: link.kind } };
  },
);

/** Takes it back for records to come. Who was kept out by it is let in by a governance lead alone. */
export const takeBackLink = action(
  'declared-link.taken-back',
  'declared-link.make',
  async ({ tx, now }, { id }: { id: string }) => {
    if (!(await endDeclaredLink(tx, id, now))) throw new NotFound();
    return { result: undefined, about: [{ kind: 'declared-link', id }] };
  },
);

export const readDeclaredLinks = reading(
  'declared-link.listed',
  'declared-link.make',
  async ({ tx }) => {
    const seen = await listDeclaredLinks(tx);
    return { seen, about: seen.map(({ id }) => ({ kind: 'declared-link', id })) };
  },
);
