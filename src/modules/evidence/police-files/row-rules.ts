import {
  areaCodePatterns,
  crimeTypes,
  earliestMonth,
  policeColumns,
  ukBounds,
  valuePatterns,
  type PoliceRow,
  type RowExpectations,
} from './police-row.ts';

/** Why a row is set aside, and what whoever sent it should do. */
export interface RowRule {
  readonly code: RowRuleCode;
  readonly sentence: string;
  readonly whatToDo: string;
}

export type RowRuleCode = keyof typeof words;

const words = {
  ragged: [
    `The row does not have ${policeColumns.length} values.`,
    'Check for a missing or extra comma, and put quotation marks round a value that has a comma in it.',
  ],
  'broken-quote': [
    'There is text after the quotation mark that ends a value.',
    'Write a quotation mark inside a value twice, and put quotation marks round the whole value.',
  ],
  'force-unknown': [
    '“Reported by” does not name a police force.',
    'Fill in the name of the force that reported the crime.',
  ],
  'month-malformed': [
    'The month is not written as a year and a month.',
    'Write the month like this: 2025-06.',
  ],
  'month-too-early': [
    'The month is before December 2010, when street crime was first published.',
    'Check the year.',
  ],
  'month-in-future': ['The month has not happened yet.', 'Check the year and the month.'],
  'coordinates-incomplete': [
    'There is a longitude without a latitude, or a latitude without a longitude.',
    'Give both, or leave both blank.',
  ],
  'coordinates-malformed': [
    'The longitude or the latitude is not a number of degrees.',
    'Write degrees as a plain number, like this: -1.264032.',
  ],
  'coordinates-outside-uk': [
    'The longitude and latitude are not in the United Kingdom.',
    'Check that they are the right way round, and that they are degrees and not metres.',
  ],
  'area-code-malformed': [
    'The LSOA code is not one used in England and Wales.',
    'Write E01 or W01 and six figures, or leave it blank when the area is not known.',
  ],
  'crime-type-unknown': [
    'The crime type is not one that data.police.uk uses.',
    'Check the spelling against the list of crime types, capital letters included.',
  ],
} as const;

/** Every rule a row can break, by its code. */
export const rowRules = Object.fromEntries(
  Object.entries(words).map(([code, [sentence, whatToDo]]) => [code, { code, sentence, whatToDo }]),
) as Readonly<Record<RowRuleCode, RowRule>>;

const whole = (pattern: string) => new RegExp(`^(?:${pattern})$`, 'u');
const force = whole(valuePatterns.force);
const month = whole(valuePatterns.month);
const coordinate = whole(valuePatterns.coordinate);
const areaCode = {
  published: whole(areaCodePatterns.published),
  invented: whole(areaCodePatterns.invented),
};
const knownTypes: ReadonlySet<string> = new Set(crimeTypes);

/** The first rule that the row breaks, or nothing when it is to be accepted. */
export function findBrokenRule(
  row: PoliceRow,
  { today, areaCodes }: RowExpectations,
): RowRuleCode | undefined {
  if (!force.test(row['Reported by'])) return 'force-unknown';
  if (!month.test(row.Month)) return 'month-malformed';
  if (row.Month < earliestMonth) return 'month-too-early';
  if (row.Month > today.slice(0, 7)) return 'month-in-future';
  const broken = findCoordinateRule(row.Longitude, row.Latitude);
  if (broken) return broken;
  if (row['LSOA code'] !== '' && !areaCode[areaCodes].test(row['LSOA code']))
    return 'area-code-malformed';
  if (!knownTypes.has(row['Crime type'])) return 'crime-type-unknown';
  return undefined;
}

function findCoordinateRule(longitude: string, latitude: string): RowRuleCode | undefined {
  if (longitude === '' && latitude === '') return undefined;
  if (longitude === '' || latitude === '') return 'coordinates-incomplete';
  if (!coordinate.test(longitude) || !coordinate.test(latitude)) return 'coordinates-malformed';
  const [east, north] = [Number(longitude), Number(latitude)];
  const inside =
    east >= ukBounds.west &&
    east <= ukBounds.east &&
    north >= ukBounds.south &&
    north <= ukBounds.north;
  return inside ? undefined : 'coordinates-outside-uk';
}

/** The rule with this code, as it is kept beside a row; undefined for one that is no longer used. */
export function findRowRule(code: string): RowRule | undefined {
  return Object.hasOwn(rowRules, code) ? rowRules[code as RowRuleCode] : undefined;
}
