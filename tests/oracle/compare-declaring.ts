import { compareCount, compareRows, note, type Checking } from './comparison.ts';
import { idsOf, ownId } from './compare-writing.ts';
import { declare, endAndReadEveryDeclared, endEveryDeclared } from './function-store.ts';
import type { LookerStore } from './looker-store.ts';
import { mayEndDeclared } from './rules-of-links.ts';
import { isVerdict, whoLooks } from './rules-of-sight.ts';

/** Rule 39, beside what of it is seen in lists. */
export async function compareDeclaring(checking: Checking, store: LookerStore): Promise<void> {
  const { world, looker } = checking;
  const own = ownId(checking);
  const other = world.people.find(({ id }) => id !== own)?.id ?? '';
  const isSomebody = !isVerdict(whoLooks(looker));
  for (const inNameOf of [own, other]) {
    const { kind } = await declare(store, inNameOf, looker.at);
    const isSo = isSomebody && inNameOf === own;
    const row = `for ${inNameOf}`;
    note(checking, { operation: 'declare', row, isReached: kind === 'done', isSo, rule: 39 });
  }
  const ended = new Map(
    world.links.declared.map((link) => [link.id, mayEndDeclared(looker, link)]),
  );
  compareCount(checking, 'end every declaration', ended, await endEveryDeclared(store, looker.at));
  const ids = idsOf(await endAndReadEveryDeclared(store, looker.at));
  compareRows(checking, 'end and read every declaration', ended, ids);
}
