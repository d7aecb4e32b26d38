import { z } from 'zod';
import { roleNames } from '#core/access/roles.ts';
import { parseDay } from './last-day.ts';
import { oneLine } from '#platform/forms/one-line.ts';

const badAddress = 'Enter an email address in the correct format, like name@example.org';

const role = z.enum(roleNames as readonly [(typeof roleNames)[number]], 'Choose a role');

/** No team is an empty choice. */
const team = z
  .string('Choose a team from the list')
  .refine((id) => id === '' || z.uuid().safeParse(id).success, 'Choose a team from the list')
  .optional()
  .transform((id) => (id === '' ? undefined : id));

/** The version of the account that a form showed. */
const version = z.coerce.number('Open the page again').int().min(1).max(2_000_000_000);

/** A box that was ticked. */
const ticked = z
  .unknown()
  .optional()
  .transform((value) => value === 'yes');

/** Whom to invite. */
export const InvitationForm = z.object({
  name: oneLine('The name', 'Enter their name', 100),
  email: z
    .string('Enter their email address')
    .trim()
    .toLowerCase()
    .min(1, 'Enter their email address')
    .max(254, badAddress)
    .pipe(z.email(badAddress)),
  role,
  team,
});

/** Another role or team for somebody. */
export const PlacementForm = z.object({ version, role, team, knowsLast: ticked });

const dateMissing = 'Enter the last day, like 27 3 2027';

/** When somebody's access ends. */
export const DepartureForm = z
  .object({
    version,
    when: z.enum(['at-once', 'later', 'not'], 'Choose when their access ends'),
    'day-day': z.string().optional(),
    'day-month': z.string().optional(),
    'day-year': z.string().optional(),
    knowsLast: ticked,
  })
  .transform((form, context) => {
    const { version: seen, when, knowsLast } = form;
    if (when !== 'later') return { version: seen, knowsLast, when, lastDay: undefined };
    const lastDay = parseDay(form['day-year'], form['day-month'], form['day-day']);
    if (lastDay !== undefined) return { version: seen, knowsLast, when, lastDay };
    context.addIssue({ code: 'custom', path: ['day-day'], message: dateMissing });
    return z.NEVER;
  });

/** What the second person says. */
export const DecisionForm = z.object({
  decision: z.enum(['approved', 'refused'], 'Choose whether you approve'),
});

/** What an address may ask of the list of people; what it cannot mean is left out. */
export const PeopleQuery = z.object({
  search: z
    .string()
    .max(100)
    .catch('')
    .transform((typed) => typed.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim()),
  state: z.enum(['current', 'waiting', 'invited', 'active', 'leaving', 'left']).catch('current'),
  page: z.coerce.number().int().min(1).max(1_000_000).catch(1),
});
