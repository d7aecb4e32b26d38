import { openComparison } from './comparison.ts';
import { compareLinking, compareTableOwner, compareWorld, type Extent } from './compare-world.ts';
import { extentOf, withFault, type Fault } from './fault.ts';
import { faultsInFunctions } from './faults-in-functions.ts';
import { faultsInPolicies } from './faults-in-policies.ts';
import { faultsInGlass } from './faults-in-glass.ts';
import { faultsInLedgers } from './faults-in-ledgers.ts';
import { makeWorld } from './make-world.ts';
import type { OracleGround } from './open-oracle.ts';
import type { World } from './world.ts';
import { faultWorldSize } from './world-size.ts';
import { replaceWorld } from './world-store.ts';

const ofLedgers: readonly Fault[] = [...faultsInLedgers, ...faultsInGlass];
/** Of the faults in ledgers and functions, which take longest to show, one in so many is in the short form. */
const shortForm = 5;

export const everyFault: readonly Fault[] = [
  ...faultsInPolicies,
  ...faultsInFunctions,
  ...ofLedgers,
];

/** What `npm test` seeds. */
export const someFaults: readonly Fault[] = [
  ...faultsInPolicies,
  ...faultsInFunctions,
  ...ofLedgers.filter((_, place) => place % shortForm === 0),
];

/** Puts every fault into the database by turns, world after world; gives those that no world showed. */
export async function listSurvivors(
  { superuser, store }: OracleGround,
  seeds: readonly number[],
  seeded: readonly Fault[],
): Promise<Fault[]> {
  let survivors = seeded;
  for (const seed of seeds) {
    if (survivors.length === 0) break;
    const world = makeWorld(seed, faultWorldSize);
    await replaceWorld(superuser, world);
    const left: Fault[] = [];
    for (const fault of survivors) {
      const isCaught = await withFault(superuser, fault, () => isShown(world, extentOf(fault)));
      if (!isCaught) left.push(fault);
    }
    survivors = left;
  }
  return [...survivors];

  async function isShown(world: World, extent: Extent): Promise<boolean> {
    const comparison = openComparison();
    if (extent === 'linking') await compareLinking(comparison, world, { superuser, store });
    // Only where nothing is listed is it the owner of the tables whom a slip lets in.
    if (typeof extent === 'object' && 'lists' in extent && extent.lists.length === 0) {
      await compareTableOwner(comparison, world, superuser);
    }
    await compareWorld(comparison, { world, store, extent, lookers: world.lookers.keys() });
    return comparison.differences.length > 0;
  }
}
