import type { z } from 'zod';
import type { FieldPath } from './file-problem.ts';

const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a group of named entries',
  record: 'a group of named entries',
  null: 'empty',
};

const formats: Readonly<Record<string, string>> = {
  url: 'a web address that starts with https://',
  email: 'an email address',
  date: 'a date written YYYY-MM-DD',
};

/** "districts[2].population" for ['districts', 2, 'population'] */
export function pathInWords(path: FieldPath): string {
  return path
    .map((step, index) => {
      if (typeof step === 'number') return `[${step}]`;
      return index === 0 ? String(step) : `.${String(step)}`;
    })
    .join('');
}

/** What Zod found wrong, in words that follow the name of the value: "must be a whole number". */
export function issueInWords(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined) return 'is missing';
      return `must be ${kinds[issue.expected] ?? issue.expected}`;
    case 'invalid_format':
      return `must be ${formats[issue.format] ?? 'written another way'}`;
    case 'invalid_value':
      return issue.input === undefined ? 'is missing' : `must be ${listInWords(issue.values)}`;
    case 'invalid_union':
      return issue.input === undefined ? 'is missing' : `must be ${listInWords(issue.options)}`;
    case 'too_small':
      return sizeInWords(issue.origin, 'at least', issue.minimum);
    case 'too_big':
      return sizeInWords(issue.origin, 'at most', issue.maximum);
    case 'unrecognized_keys':
      return 'is not known here';
    case 'invalid_key':
      return 'is not a name that can be used here';
    case 'not_multiple_of':
    case 'invalid_element':
    case 'custom':
      return 'is not right';
    default:
      return 'is not right';
  }
}

function sizeInWords(origin: string, bound: string, size: number | bigint): string {
  if (origin === 'string') {
    if (bound === 'at least' && Number(size) === 1) return 'must not be empty';
    return `must have ${bound} ${size} ${Number(size) === 1 ? 'character' : 'characters'}`;
  }
  if (origin === 'array')
    return `must have ${bound} ${size} ${Number(size) === 1 ? 'entry' : 'entries'}`;
  return `must be ${bound} ${size}`;
}

function listInWords(values: unknown): string {
  if (!Array.isArray(values) || values.length === 0) return 'something else';
  const words = values.map(String);
  return words.length === 1 ? String(words[0]) : `one of: ${words.join(', ')}`;
}
