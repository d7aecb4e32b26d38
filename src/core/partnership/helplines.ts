import { z } from 'zod';
import { Day, Identifier, Source, WebAddress, Words } from './profile-fields.ts';

const Helpline = z.strictObject({
  id: Identifier,
  name: Words,
  /** One plain sentence: when to use it. */
  when: Words,
  phone: z
    .string()
    .regex(/^\d[\d ]*\d$/, 'must be digits and single spaces')
    .optional(),
  address: WebAddress.optional(),
  hours: Words.optional(),
  /** Shown first and apart: for danger now. */
  urgent: z.boolean(),
  source: Source,
  /** The day somebody rang or opened it; null until somebody has. */
  checkedOn: z.union([z.null(), Day], { error: 'must be a date written YYYY-MM-DD, or null' }),
});

export const Helplines = z.strictObject({
  /** The day the list was written, which is not a check of any number in it. */
  listedOn: Day,
  note: Words,
  helplines: z.array(Helpline).min(1),
});
export type Helplines = z.infer<typeof Helplines>;
