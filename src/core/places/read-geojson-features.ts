import { AreaFileProblem } from './area-file-problem.ts';
import { readAreaFile, type AreaFile } from './read-area-file.ts';

/** One feature as it stands in the file; `number` counts from 1. */
export type RawFeature = { number: number; feature: unknown };

const mostFeatures = 300_000;
/** Characters of one feature, and of everything round the features. */
const longestFeature = 64 * 1024 * 1024;
const longestEnvelope = 1024 * 1024;
const deepest = 64;

const code = (character: string): number => character.charCodeAt(0);
const [quote, backslash, comma] = [code('"'), code('\\'), code(',')];
const [openBrace, closeBrace, openList, closeList] = [code('{'), code('}'), code('['), code(']')];

/**
 * The features of a GeoJSON FeatureCollection, one after the other: never more than one is held, so a
 * set for the whole country needs no more memory than one for a district. Throws AreaFileProblem.
 */
export async function* readGeoJsonFeatures(file: AreaFile): AsyncGenerator<RawFeature> {
  const refuse = (sentence: string, place = ''): AreaFileProblem =>
    new AreaFileProblem(file.name, place, sentence, 'Fetch it again as GeoJSON.');
  let place: 'envelope' | 'list' | 'feature' = 'envelope';
  let envelope = '';
  let feature = '';
  let number = 0;
  let depth = 0;
  let inText = false;
  let isEscaped = false;
  let wantsFeature = true;
  for await (const chunk of readAreaFile(file)) {
    let from = 0;
    for (let at = 0; at < chunk.length; at += 1) {
      const character = chunk.charCodeAt(at);
      if (inText) {
        if (isEscaped) isEscaped = false;
        else if (character === backslash) isEscaped = true;
        else if (character === quote) inText = false;
        continue;
      }
      switch (character) {
        case openBrace:
        case openList:
          if (place === 'list') {
            if (character === openList || !wantsFeature) throw refuse('It is not GeoJSON.');
            place = 'feature';
            from = at;
            number += 1;
            if (number > mostFeatures) throw refuse('It has too many features.');
          } else if (place === 'envelope' && character === openList && depth === 1) {
            const before = envelope + chunk.slice(from, at + 1);
            if (/"features"\s*:\s*\[$/.test(before)) {
              place = 'list';
              envelope = before;
            }
          }
          depth += 1;
          if (depth > deepest) throw refuse('It is nested too deeply.');
          break;
        case closeBrace:
        case closeList:
          depth -= 1;
          if (place === 'feature' && depth === 2) {
            yield { number, feature: parse(feature + chunk.slice(from, at + 1)) };
            feature = '';
            place = 'list';
            wantsFeature = false;
          } else if (place === 'list') {
            if (wantsFeature && number > 0) throw refuse('It is not GeoJSON.');
            place = 'envelope';
            from = at;
          }
          break;
        case quote:
          if (place === 'list') throw refuse('It is not GeoJSON.');
          inText = true;
          break;
        default:
          if (place !== 'list') break;
          if (character === comma && !wantsFeature) wantsFeature = true;
          else if (character > 0x20) throw refuse('It is not GeoJSON.');
      }
    }
    if (place === 'feature') feature += chunk.slice(from);
    if (place === 'envelope') envelope += chunk.slice(from);
    if (feature.length > longestFeature) throw refuse('It is too large.', `feature ${number}`);
    if (envelope.length > longestEnvelope) throw refuse('It is not a collection of features.');
  }
  checkEnvelope(file, parse(envelope));
  if (number === 0) throw refuse('It has no features.');

  function parse(text: string): unknown {
    try {
      return JSON.parse(text);
    } catch {
      throw refuse(
        'It is not GeoJSON, or it is cut short.',
        number > 0 && place === 'feature' ? `feature ${number}` : '',
      );
    }
  }
}

/** WGS84 has two names in GeoJSON; a file without any name is in it by definition (RFC 7946). */
const worldSystems = /(CRS84|EPSG:(:|[\d.]*:)?4326)$/i;

function checkEnvelope(file: AreaFile, envelope: unknown): void {
  const { type, crs } = (envelope ?? {}) as { type?: unknown; crs?: unknown };
  if (type !== 'FeatureCollection') {
    const toDo = 'Load a file whose type is FeatureCollection.';
    throw new AreaFileProblem(file.name, '', 'It is not a collection of features.', toDo);
  }
  const name = (crs as { properties?: { name?: unknown } } | null | undefined)?.properties?.name;
  if (typeof name === 'string' && !worldSystems.test(name)) {
    const toDo = 'Convert it to WGS84 (EPSG:4326), degrees of longitude and latitude.';
    throw new AreaFileProblem(file.name, '', `Its coordinates are in ${name.slice(0, 60)}.`, toDo);
  }
}
