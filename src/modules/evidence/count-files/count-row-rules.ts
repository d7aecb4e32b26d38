/** Why a row of counts is set aside, and what whoever sent it should do. */
export type CountRowRule = { code: CountRowRuleCode; sentence: string; whatToDo: string };

export type CountRowRuleCode = keyof typeof words;

const words = {
  ragged: [
    'The row does not have as many values as there are column names.',
    'Check for a missing or extra comma, and put quotation marks round a value that has a comma in it.',
  ],
  'source-missing': [
    'The row does not say who counted.',
    'Fill in the name of the service that the counts come from.',
  ],
  'source-invented': [
    'The source begins with “Demonstration:”, which is kept for invented counts.',
    'Give the real name of the service that the counts come from.',
  ],
  'measure-missing': ['The row does not say what was counted.', 'Fill in what was counted.'],
  'too-long': [
    'The source or what was counted is longer than 200 characters.',
    'Use a short name. Put explanations in another column.',
  ],
  'part-unknown': [
    'The part is not one of the partnership’s definition of serious violence.',
    'Use the name of a part exactly as the page about the definition has it. A cause is not a part.',
  ],
  'area-malformed': [
    'The area is not written as an ONS code.',
    'Write E or W and eight figures, such as E01012345 for a small area. Names are not read.',
  ],
  'area-unknown': [
    'The code is of a district or borough that is not in the partnership.',
    'Check the code. Leave out places that are not in the partnership.',
  ],
  'month-malformed': [
    'The month cannot be read.',
    'Write the month like one of these: 2025-06, 06/2025, June 2025.',
  ],
  'month-in-future': ['The month has not happened yet.', 'Check the year and the month.'],
  'count-malformed': [
    'The count is not a whole number of 0 or more.',
    'Write a whole number without commas. Write 0 for none. Leave it blank when it is not known or must not be told.',
  ],
  conflicting: [
    'Another row of the file has the same source, measure, part, area and month, and another count.',
    'Find out which count is right and send one row. Add rows up first if each is a part of the whole.',
  ],
} as const;

const rules = Object.fromEntries(
  Object.entries(words).map(([code, [sentence, whatToDo]]) => [code, { code, sentence, whatToDo }]),
) as Readonly<Record<CountRowRuleCode, CountRowRule>>;

/** The rule with this code, as it is kept beside a row; undefined for one that is no longer used. */
export function findCountRowRule(code: string): CountRowRule | undefined {
  return Object.hasOwn(rules, code) ? rules[code as CountRowRuleCode] : undefined;
}
