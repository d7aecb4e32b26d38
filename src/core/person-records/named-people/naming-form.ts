import { z } from 'zod';
import { endOfDay, parseDay } from '#core/users/last-day.ts';
import { categoryNames, longestNaming } from './case-role.ts';

const day = 24 * 3_600_000;
const Ticked = z
  .union([z.string(), z.array(z.string())])
  .default([])
  .transform((given) => [given].flat())
  .transform((given) =>
    categoryNames.filter((name) => name === 'identity' || given.includes(name)),
  );

/** Whom to name, for what and until which day, judged at a moment. */
export function namingForm(now: Date) {
  return z
    .object({
      person: z.uuid('Choose somebody from the list'),
      categories: Ticked,
      gateway: z
        .string()
        .optional()
        .transform((id) => (id === '' ? undefined : id)),
      'until-day': z.string().optional(),
      'until-month': z.string().optional(),
      'until-year': z.string().optional(),
    })
    .transform(({ person, categories, gateway, ...typed }, context) => {
      const last = parseDay(typed['until-year'], typed['until-month'], typed['until-day']);
      const until = last === undefined ? undefined : endOfDay(last).getTime();
      const say = (message: string) => {
        context.addIssue({ code: 'custom', path: ['until-day'], message });
        return z.NEVER;
      };
      if (until === undefined) return say('Enter the last day, like 27 3 2027');
      if (until <= now.getTime()) return say('The last day must be today or later');
      if (until > now.getTime() + longestNaming * day)
        return say('The last day must be within a year');
      return { userId: person, categories, gatewayId: gateway, until };
    });
}

/** What to do with a record, and which version of it its reader saw. */
export const RestrictionForm = z.object({
  change: z.enum(['restrict', 'lift']),
  version: z.coerce.number().int().positive(),
});
