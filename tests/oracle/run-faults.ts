import { openComparison } from './comparison.ts';
import { compareTableOwner, compareWorld, type Extent } from './compare-world.ts';
import { extentOf, withFault, type Fault } from './fault.ts';
import { faultsInFunctions } from './faults-in-functions.ts';
import { faultsInPolicies } from './faults-in-policies.ts';
import { makeWorld } from './make-world.ts';
import type { OracleGround } from './open-oracle.ts';
import type { World } from './world.ts';
import { faultWorldSize } from './world-size.ts';
import { replaceWorld } from './world-store.ts';

export const faults: readonly Fault[] = [...faultsInPolicies, ...faultsInFunctions];

/** Puts every fault into the database by turns, world after world; gives those that no world showed. */
export async function listSurvivors(
  { superuser, store }: OracleGround,
  seeds: readonly number[],
  seeded: readonly Fault[] = faults,
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
    await compareTableOwner(comparison, world, superuser);
    await compareWorld(comparison, { world, store, extent, lookers: world.lookers.keys() });
    return comparison.differences.length > 0;
  }
}
