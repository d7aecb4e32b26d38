import { z } from 'zod';
import { countFields, CountMapping, type CountField } from '../count-files/count-mapping.ts';

/** What the fields are called to people. */
export const fieldWords: Readonly<Record<CountField, { label: string; hint: string }>> = {
  measure: { label: 'What was counted', hint: 'For example: people who asked for help' },
  part: { label: 'Part of the definition', hint: 'The name of a part, as in the definition' },
  area: { label: 'Area', hint: 'An ONS code, such as that of a district' },
  month: { label: 'Month', hint: 'Such as 2025-06, 06/2025, June 2025 or a date' },
  count: { label: 'Count', hint: 'Whole numbers. A blank stays missing' },
  source: { label: 'Source', hint: 'Who counted' },
};

const longestName = 80;
const longestValue = 200;
/** Controls: the database cannot keep one of them, and nobody sees the others. */
const unseen = /\p{Cc}/u;

/** How to read a file, as somebody fills it in: for each field a column, or one value for all rows. */
export const MappingForm = z.looseObject({}).transform((given, context) => {
  const textOf = (name: string): string => {
    const value = given[name];
    return typeof value === 'string' ? value.trim() : '';
  };
  const name = textOf('name');
  const fields: Record<string, unknown> = {};
  for (const field of countFields) {
    const column = textOf(`${field}-column`);
    const fixed = field === 'count' ? '' : textOf(`${field}-fixed`);
    const label = fieldWords[field].label.toLowerCase();
    if (column !== '' && fixed !== '') {
      const message = `For “${label}” choose a column or write one value, not both`;
      context.addIssue({ code: 'custom', path: [`${field}-column`], message });
    } else if (column === '' && fixed === '') {
      const message =
        field === 'count'
          ? 'Choose the column that has the counts'
          : `For “${label}” choose a column, or write one value for all rows`;
      context.addIssue({ code: 'custom', path: [`${field}-column`], message });
    }
    if (fixed.length > longestValue) {
      const message = `“${label}” must be ${longestValue} characters or fewer`;
      context.addIssue({ code: 'custom', path: [`${field}-fixed`], message });
    }
    fields[field] = column === '' ? { fixed } : { column };
  }
  const written = [name, ...Object.values(fields).flatMap((one) => Object.values(one as object))];
  if (written.some((text) => unseen.test(String(text)))) {
    const message = 'Take out the characters that cannot be shown';
    context.addIssue({ code: 'custom', path: ['name'], message });
  }
  if (name === '')
    context.addIssue({ code: 'custom', path: ['name'], message: 'Give the mapping a name' });
  if (name.length > longestName) {
    const message = `The name must be ${longestName} characters or fewer`;
    context.addIssue({ code: 'custom', path: ['name'], message });
  }
  const mapping = CountMapping.safeParse(fields);
  if (!mapping.success) return z.NEVER;
  return { name, fields: mapping.data };
});
