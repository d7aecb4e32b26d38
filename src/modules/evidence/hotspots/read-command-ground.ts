import { CommandProblem, type CommandContext } from '#core/command-line/command.ts';
import { listDistricts } from '#core/places/district-store.ts';
import { monthPlus } from '#platform/calendar.ts';
import { listUnknownCodes } from './ground-store.ts';
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
      throw new CommandProblem(`No loaded area or district has the code ${unknown.join(', ')}.`);
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
    if (ground.areas.length === 0)
      throw new CommandProblem(
        'No boundary of such an area is loaded. Load them first: areas import.',
      );
    if (!ground.months.some((month) => month >= from))
      throw new CommandProblem('No police data of these months is loaded.');
    return ground;
  });
}
