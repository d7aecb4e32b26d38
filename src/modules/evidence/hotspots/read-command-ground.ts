import { CommandProblem, UsageProblem, type CommandContext } from '#core/command-line/command.ts';
import { listDistricts } from '#core/places/district-store.ts';
import type { AreaLevel } from '#core/places/population-store.ts';
import { monthPlus } from '#platform/calendar.ts';
import type { Transaction } from '#platform/database/database.ts';
import { listBoundedAreas, listIdleCodes, listUnknownCodes } from './ground-store.ts';
import type { Ground } from './ground.ts';
import type { CommandOrder } from './map-command-options.ts';
import { readAreaGround } from './read-area-ground.ts';

/**
 * The ground a command asks for, with the months of its span and so many before it. A command problem where
 * there is nothing to draw a map of.
 */
export async function readCommandGround(
  { service, principal }: Pick<CommandContext, 'service' | 'principal'>,
  { level, within, crimeType, from, to }: CommandOrder,
  monthsBefore: number,
): Promise<Ground> {
  return service.database.transaction(principal, async (tx) => {
    const unknown = within === undefined ? [] : await listUnknownCodes(tx, within);
    if (unknown.length > 0)
      throw new UsageProblem(`No loaded area or district has the code ${unknown.join(', ')}.`);
    const districtCodes = (await listDistricts(tx)).map(({ code }) => code);
    const ground = await readAreaGround(tx, {
      level,
      within,
      source: 'police',
      own: { force: service.profile.areas.policeForce.name, districtCodes },
      crimeType,
      from: monthPlus(from, -monthsBefore),
      to,
    });
    if (within !== undefined) await refuseIdleCodes(tx, level, within);
    if (ground.areas.length === 0) throw new CommandProblem(noBoundary);
    if (!ground.months.some((month) => month >= from)) throw withoutMonths(ground, from);
    return ground;
  });
}

const noBoundary = 'No boundary of such an area is loaded. Load them first: areas import.';

/** A code that no area of the map lies in is a mistake, also beside others: the map would be of less than was named. */
async function refuseIdleCodes(
  tx: Transaction,
  level: AreaLevel,
  within: readonly string[],
): Promise<void> {
  const idle = await listIdleCodes(tx, level, within);
  if (idle.length === 0) return;
  // Where no such area is loaded at all, the codes are not to blame.
  if ((await listBoundedAreas(tx, level, undefined)).length === 0)
    throw new CommandProblem(noBoundary);
  throw new UsageProblem(
    `No loaded area of the type ${level} lies wholly within ${idle.join(', ')}. Ask for smaller areas with --type.`,
  );
}

function withoutMonths({ forces, monthsLeftOut }: Ground, from: string): CommandProblem {
  if (forces.length === 0)
    return new CommandProblem(
      'No loaded police data of these months has an incident in these areas.',
    );
  if (monthsLeftOut.some((month) => month >= from))
    return new CommandProblem(
      `None of these months is loaded of every force that reported in these areas: ${forces.join(', ')}.`,
    );
  return new CommandProblem('No police data of these months is loaded.');
}
