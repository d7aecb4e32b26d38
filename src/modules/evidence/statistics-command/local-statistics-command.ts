import { basename } from 'node:path';
import {
  CommandProblem,
  UsageProblem,
  type LoneCommand,
  type LoneContext,
} from '#core/command-line/command.ts';
import { AreaFileProblem, inShort } from '#core/places/area-file-problem.ts';
import { readAreaFile, type AreaFile } from '#core/places/read-area-file.ts';
import { localStatistics, type LocalStatistics } from '#statistics/spatial/local-statistics.ts';
import { GalProblem, readGal, type GalFile } from '#statistics/spatial/read-gal.ts';
import type { WeightStyle } from '#statistics/spatial/spatial-weights.ts';
import { readValues, type AreaValues } from './read-values.ts';

/** Moran's I, local Moran, Gi and Gi* of somebody's own values, to set beside what another program says. */
export const localStatisticsCommand: LoneCommand = {
  name: 'statistics local',
  usage: '--values CSV --id-field F --value-field F --weights GAL --style W|B',
  summary: 'Prints Moran’s I and the local statistics of your own values, as JSON.',
  options: {
    values: 'value',
    'id-field': 'value',
    'value-field': 'value',
    weights: 'value',
    style: 'value',
  },
  async runAlone(context) {
    if (context.words.length > 0) throw new UsageProblem('Name the files with the options only.');
    const files = {
      values: fileOption(context, 'values'),
      weights: fileOption(context, 'weights'),
    };
    const fields = { id: option(context, 'id-field'), value: option(context, 'value-field') };
    const style = styleOption(context);
    const values = await readOrRefuse(files.values, (file) => readValues(file, fields));
    const gal = await readOrRefuse(files.weights, readWeights);
    refuseOtherIds(values, gal, files);
    const inOrderOfGal = Float64Array.from(gal.ids, (id) => values.get(id) ?? NaN);
    const without = inOrderOfGal.filter(Number.isNaN).length;
    if (without > 0) context.say(`${without} areas have no value and were left out of the map.`);
    const json = asJson(localStatistics(inOrderOfGal, gal.neighbours, style), gal, values);
    return { json, sentences: [JSON.stringify(json, null, 2)] };
  },
};

function asJson({ moran, areas }: LocalStatistics, { ids }: GalFile, values: AreaValues) {
  const byId = new Map(ids.map((id, area) => [id, areas[area]]));
  return {
    moran: {
      I: moran?.i ?? null,
      expected: moran?.expected ?? null,
      varianceRandomisation: moran?.variance ?? null,
      z: moran?.z ?? null,
      p: moran?.p ?? null,
    },
    areas: Array.from(values.keys(), (id) => {
      const { ii, gi, giStar } = byId.get(id) ?? {};
      return { id, Ii: ii ?? null, gi: gi ?? null, giStar: giStar ?? null };
    }),
  };
}

async function readWeights(file: AreaFile): Promise<GalFile> {
  let text = '';
  for await (const piece of readAreaFile(file)) text += piece;
  return readGal(text);
}

function refuseOtherIds(
  values: AreaValues,
  { ids }: GalFile,
  files: { readonly values: AreaFile; readonly weights: AreaFile },
): void {
  const known = new Set(ids);
  const inValuesOnly = [...values.keys()].filter((id) => !known.has(id));
  const inWeightsOnly = ids.filter((id) => !values.has(id));
  for (const [missing, here, there] of [
    [inValuesOnly, files.values, files.weights],
    [inWeightsOnly, files.weights, files.values],
  ] as const) {
    const [first] = missing;
    if (first === undefined) continue;
    const others = missing.length === 1 ? '' : ` and ${missing.length - 1} more`;
    throw new CommandProblem(
      `Area ${inShort(first)}${others} of ${here.name} cannot be found in ${there.name}.`,
    );
  }
}

async function readOrRefuse<Content>(
  file: AreaFile,
  read: (file: AreaFile) => Promise<Content>,
): Promise<Content> {
  try {
    return await read(file);
  } catch (problem) {
    if (problem instanceof AreaFileProblem) throw new CommandProblem(problem.message);
    if (problem instanceof GalProblem) throw new CommandProblem(`${file.name}, ${problem.message}`);
    if (problem instanceof Error && 'syscall' in problem && 'code' in problem) {
      const why = problem.code === 'ENOENT' ? 'does not exist' : 'cannot be read';
      throw new CommandProblem(`${file.path} ${why}.`);
    }
    throw problem;
  }
}

function option({ options }: LoneContext, name: string): string {
  const value = options[name];
  if (typeof value === 'string' && value !== '') return value;
  const { name: words, usage } = localStatisticsCommand;
  throw new UsageProblem(`Give --${name}.\nbin/breakwater ${words} ${usage}`);
}

function fileOption(context: LoneContext, name: string): AreaFile {
  const path = option(context, name);
  return { name: basename(path), path };
}

function styleOption(context: LoneContext): WeightStyle {
  const style = option(context, 'style');
  if (style === 'W' || style === 'B') return style;
  throw new UsageProblem('Give the style of the weights: --style W (rows sum to 1) or --style B.');
}
