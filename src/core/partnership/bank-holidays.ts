import { z } from 'zod';
import { Day, Source, Words } from './profile-fields.ts';

export const bankHolidaysFile = 'bank-holidays.yaml';

/** The days, weekends apart, on which nobody is expected to work, so that deadlines know them. */
export const BankHolidays = z.strictObject({
  days: z.array(z.strictObject({ day: Day, name: Words })).min(1),
  source: Source,
});
