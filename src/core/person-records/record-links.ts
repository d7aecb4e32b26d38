import { isAllowed } from '#core/access/permissions.ts';
import type { Principal } from '#platform/database/principal.ts';
import { recordRetentionPath } from '#core/retention/paths.ts';
import { recordHistoryPath } from './corrections/paths.ts';
import { recordDisclosuresPath } from './disclosures/paths.ts';
import { recordExclusionsPath } from './exclusions/paths.ts';
import { namedPeoplePath } from './named-people/paths.ts';
import { whoLookedPath } from './paths.ts';
import type { PersonRecord } from './person-record.ts';

/** What else somebody may do with a record of their own agency. */
export function recordLinks(
  principal: Principal,
  { id, ownerAgencyId }: PersonRecord,
): { href: string; text: string }[] {
  if (principal.kind !== 'person' || principal.agencyId !== ownerAgencyId) return [];
  const all = [
    {
      permission: 'person-record.name',
      href: namedPeoplePath(id),
      text: 'Named people, and restricting it',
    },
    { permission: 'exclusion.decide', href: recordExclusionsPath(id), text: 'People kept out' },
    {
      permission: 'disclosure.read',
      href: recordDisclosuresPath(id),
      text: 'Who was given it',
    },
    { permission: 'correction.read', href: recordHistoryPath(id), text: 'What it said before' },
    { permission: 'retention.decide', href: recordRetentionPath(id), text: 'Keep or dispose' },
    { permission: 'person-record.who-looked', href: whoLookedPath(id), text: 'Who looked?' },
  ] as const;
  return all
    .filter(({ permission }) => isAllowed(principal, permission))
    .map(({ href, text }) => ({ href, text }));
}
