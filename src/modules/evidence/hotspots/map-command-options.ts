import type { AreaLevel } from '#core/places/population-store.ts';
import { CommandProblem, UsageProblem, type CommandContext } from '#core/command-line/command.ts';
import { usualPermutations } from '#statistics/spatial/permutation/permute-neighbours.ts';
import { levels } from '../areas/area-words.ts';
import { crimeTypes } from '../police-files/police-row.ts';
import { usualSeed, type MapOrder } from './map-order.ts';

/** The options of every command that draws maps. */
export const mapOptions = {
  type: 'value',
  within: 'value',
  'crime-type': 'value',
  from: 'value',
  to: 'value',
  value: 'value',
  permutations: 'value',
  seed: 'value',
} as const;

export const mapUsage =
  '--type lsoa21|msoa21|ward|district [--within CODE,…] --crime-type T --from YYYY-MM --to YYYY-MM [--value count|rate] [--permutations N] [--seed N]';

/** What a command asks for; anything it cannot mean is a usage problem that says what it should be. */
export type CommandOrder = MapOrder & { level: AreaLevel; within: readonly string[] | undefined };

export function readMapOptions({
  words,
  options,
}: Pick<CommandContext, 'words' | 'options'>): CommandOrder {
  if (words.length > 0) throw new UsageProblem(`“${words[0] ?? ''}” is not understood.`);
  const text = (name: keyof typeof mapOptions): string | undefined => {
    const given = options[name];
    return typeof given === 'string' ? given : undefined;
  };
  const level = levels.find((one) => one === text('type'));
  if (level === undefined)
    throw new UsageProblem('Name the areas: --type lsoa21, msoa21, ward or district');
  const [from, to] = [readMonth('from', text('from')), readMonth('to', text('to'))];
  if (from > to) throw new UsageProblem('The first month is after the last.');
  const value = text('value') ?? 'count';
  if (value !== 'count' && value !== 'rate') throw new UsageProblem('--value is count or rate.');
  return {
    level,
    within: readCodes(text('within')),
    crimeType: readCrimeType(text('crime-type')),
    from,
    to,
    value,
    permutations: readNumber('permutations', text('permutations') ?? String(usualPermutations), {
      least: 1,
      most: 1_000_000,
    }),
    seed: readNumber('seed', text('seed') ?? String(usualSeed), { least: 0, most: 2 ** 32 - 1 }),
  };
}

function readCodes(given: string | undefined): string[] | undefined {
  const codes = given?.split(',').flatMap((code) => code.trim() || []);
  if (codes?.length === 0) throw new UsageProblem('Name areas or districts: --within CODE,…');
  return codes;
}

function readMonth(name: string, given: string | undefined): string {
  if (given === undefined || !/^\d{4}-(0[1-9]|1[0-2])$/.test(given))
    throw new UsageProblem(`Give a month: --${name} YYYY-MM`);
  return given;
}

function readCrimeType(given: string | undefined): string {
  if (given === undefined) throw new UsageProblem('Name a crime type: --crime-type T');
  const found = crimeTypes.find((type) => type === given);
  if (found === undefined)
    throw new CommandProblem(
      `“${given}” is no crime type of the police data. There are: ${crimeTypes.join(', ')}.`,
    );
  return found;
}

function readNumber(
  name: string,
  given: string,
  { least, most }: { least: number; most: number },
): number {
  const number = Number(given);
  if (!/^\d+$/.test(given) || number < least || number > most)
    throw new UsageProblem(`--${name} is a whole number from ${least} to ${most}.`);
  return number;
}
