import {
  CommandProblem,
  UsageProblem,
  type Command,
  type CommandContext,
  type CommandResult,
} from '#core/command-line/command.ts';
import { dayOf } from '#platform/calendar.ts';
import { AreaFileProblem } from './area-file-problem.ts';
import { areaTypes, isAreaType, type AreaType } from './area-type.ts';
import { loadAreas } from './load-areas.ts';
import { loadLookup } from './load-lookup.ts';
import { loadPopulations } from './load-populations.ts';
import type { RecordedLoad } from './record-load.ts';

/** Gives the service areas with their names, and where there are any, boundaries and parents. */
const importAreas: Command = {
  name: 'areas import',
  usage: `FILE… --type ${areaTypes.join('|')} --code-field F --name-field F [--parent-field F]`,
  summary: 'Loads areas: GeoJSON in WGS84 (.geojson, .geojson.gz), or CSV without boundaries.',
  options: { type: 'value', 'code-field': 'value', 'name-field': 'value', 'parent-field': 'value' },
  run: async (context) => {
    const { service, principal, words, options } = context;
    if (words.length === 0) throw new UsageProblem('Name the files to load.');
    const type = typeOption(context, 'type');
    const parent = options['parent-field'];
    const fields = {
      code: fieldOption(context, 'code-field'),
      name: fieldOption(context, 'name-field'),
      ...(typeof parent === 'string' && { parent }),
    };
    return asResult(loadAreas(service, principal, { type, paths: words, fields }));
  },
};

/** Tells the service which area lies in, or became, which. */
const loadAreaLookup: Command = {
  name: 'areas lookup',
  usage: 'FILE --from TYPE --to TYPE --from-field F --to-field F',
  summary: 'Loads a CSV that says which area of one type lies in, or became, which of another.',
  options: { from: 'value', to: 'value', 'from-field': 'value', 'to-field': 'value' },
  run: async (context) => {
    const { service, principal } = context;
    const path = onlyFile(context);
    const from = typeOption(context, 'from');
    const to = typeOption(context, 'to');
    if (from === to) throw new UsageProblem('--from and --to are the same type.');
    const fromField = fieldOption(context, 'from-field');
    const toField = fieldOption(context, 'to-field');
    const order = { from, to, path, fromField, toField };
    return asResult(loadLookup(service, principal, order));
  },
};

/** Tells the service how many people live in each area. */
const importPopulation: Command = {
  name: 'population import',
  usage: 'FILE --type TYPE --code-field F --count-field F --year Y',
  summary: 'Loads a CSV of how many people live in each area of a type in a year.',
  options: { type: 'value', 'code-field': 'value', 'count-field': 'value', year: 'value' },
  run: async (context) => {
    const { service, principal } = context;
    const path = onlyFile(context);
    const type = typeOption(context, 'type');
    const year = yearOption(context);
    const fields = {
      code: fieldOption(context, 'code-field'),
      count: fieldOption(context, 'count-field'),
    };
    return asResult(loadPopulations(service, principal, { type, year, path, fields }));
  },
};

export const areaCommands: readonly Command[] = [importAreas, loadAreaLookup, importPopulation];

function onlyFile({ words }: CommandContext): string {
  const [path] = words;
  if (path === undefined || words.length > 1) throw new UsageProblem('Name one file to load.');
  return path;
}

function typeOption({ options }: CommandContext, name: string): AreaType {
  const value = options[name];
  if (typeof value === 'string' && isAreaType(value)) return value;
  throw new UsageProblem(`Give a type of area: --${name} with one of ${areaTypes.join(', ')}`);
}

function fieldOption({ options }: CommandContext, name: string): string {
  const value = options[name];
  if (typeof value === 'string' && value !== '') return value;
  throw new UsageProblem(`Name the field in the file: --${name} F`);
}

const firstCensus = 1801;

function yearOption({ options, service }: CommandContext): number {
  const year = Number(options['year']);
  const thisYear = Number(dayOf(service.clock.now()).slice(0, 4));
  if (Number.isInteger(year) && year >= firstCensus && year <= thisYear) return year;
  throw new UsageProblem('Give the year the numbers are for, not a later one than this: --year Y');
}

async function asResult(loading: Promise<RecordedLoad>): Promise<CommandResult> {
  try {
    const { load, alreadyLoaded } = await loading;
    return { json: { ...load, alreadyLoaded }, sentences: asSentences({ load, alreadyLoaded }) };
  } catch (problem) {
    if (!(problem instanceof AreaFileProblem)) throw problem;
    throw new CommandProblem(`Nothing was loaded. ${problem.message}`);
  }
}

function asSentences({ load, alreadyLoaded }: RecordedLoad): string[] {
  if (alreadyLoaded) return [`This was loaded before. Nothing was changed. Load ${load.id}`];
  const { rows, rowsRepeated, type, year, toType } = load;
  const what = {
    areas: `${rows} areas were loaded (${type}).`,
    lookup: `${rows} pairs of codes were loaded (${type} to ${toType}).`,
    population: `The residents of ${rows} areas were loaded (${type}, ${year}).`,
  };
  return [
    what[load.kind],
    ...(rowsRepeated === 0 ? [] : [`${rowsRepeated} rows said the same again.`]),
    `Load ${load.id}`,
  ];
}
