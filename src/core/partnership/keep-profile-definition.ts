import type { Transaction } from '#platform/database/database.ts';
import { keepDefinition } from './definition-store.ts';
import { definitionFile } from './definition.ts';
import type { PartnershipProfile } from './profile.ts';
import { ProfileProblems } from './profile-problems.ts';

/**
 * Keeps the profile's version of the definition. Throws ProfileProblems when this version is known
 * with other content, so that a figure's version always says what was counted.
 */
export async function keepProfileDefinition(
  tx: Transaction,
  profile: PartnershipProfile,
  now: Date,
): Promise<void> {
  const { definition, definitionOrigin } = profile;
  if (await keepDefinition(tx, definition, now)) return;
  const message =
    `version ${definition.version} is in use here with other content, and figures carry it: ` +
    `give it a new version`;
  const { folder, line } = definitionOrigin;
  throw new ProfileProblems(folder, [{ file: definitionFile, line, message }]);
}
