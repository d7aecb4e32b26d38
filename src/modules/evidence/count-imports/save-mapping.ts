import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { action } from '#core/actions/action.ts';
import { actorNameOf, actorOf } from '#platform/database/principal.ts';
import { Conflict } from '#platform/http/failures.ts';
import type { CountMapping } from '../count-files/count-mapping.ts';
import { findMapping, insertMapping, lockMappings } from './mapping-store.ts';

/**
 * Saves how to read files under a name. One's own mapping of that name is replaced and kept; somebody
 * else's is not touched: Conflict.
 */
export const saveMapping = action(
  'count-mapping.saved',
  'count-import.make',
  async ({ tx, principal, now }, { name, fields }: { name: string; fields: CountMapping }) => {
    const owner = actorOf(principal);
    await lockMappings(tx);
    const before = await findMapping(tx, name);
    if (before !== undefined && isDeepStrictEqual(before.fields, fields)) {
      return { result: { id: before.id }, about: [{ kind: 'count-mapping', id: before.id }] };
    }
    if (before !== undefined && before.owner !== owner) throw new Conflict(takenWords(before));
    const id = randomUUID();
    const ownerName = actorNameOf(principal);
    const mapping = { id, name: name.trim(), fields, owner, ownerName, savedAt: now };
    await insertMapping(tx, mapping, before?.id);
    return { result: { id }, about: [{ kind: 'count-mapping', id }], detail: { name } };
  },
);

function takenWords({ ownerName }: { ownerName: string }): string {
  return `${ownerName} has saved another mapping under this name. Choose another name`;
}
