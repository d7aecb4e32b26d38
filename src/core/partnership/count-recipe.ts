import { z } from 'zod';
import { Identifier, Words } from './profile-fields.ts';

/** Every invented source begins so, and no file that somebody sends may. */
export const inventedSourceMark = 'Demonstration:';

const InventedSource = z
  .string()
  .regex(/^Demonstration: \S/, `must begin with "${inventedSourceMark}"`);

/** Invented monthly counts of one measure by one source, of one part of the definition. */
const CountSeries = z.strictObject({
  source: InventedSource,
  measure: Words,
  part: Identifier,
  /** The mean of a month, by district. */
  monthlyMeans: z.record(Identifier, z.number().min(0).max(1000)),
  /** Months before the newest (0) that the source did not send: they stay missing. */
  notGiven: z.array(z.int().min(-120).max(0)).optional(),
  /** From a month on, a district has this many times its mean. */
  change: z
    .strictObject({
      district: Identifier,
      fromMonth: z.int().min(-120).max(0),
      factor: z.number().positive().max(10),
    })
    .optional(),
});
export type CountSeries = z.infer<typeof CountSeries>;

/** How to make the demonstration's partner counts. */
export const CountRecipe = z.strictObject({
  notice: Words,
  months: z.int().min(1).max(120),
  series: z.array(CountSeries).min(1),
});
export type CountRecipe = z.infer<typeof CountRecipe>;
