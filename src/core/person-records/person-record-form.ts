import { z } from 'zod';
import { isPurpose, type Purpose } from '#core/access/purposes.ts';
import {
  capacities,
  detailKinds,
  regimes,
  type Capacity,
  type DetailKind,
  type Regime,
} from './person-record.ts';
import { placeKinds } from './place-kinds.ts';

/** Controls, and marks that turn the direction of the words around them: nobody sees them. */
const unseen = /[\p{Cc}\u{202A}-\u{202E}\u{2066}-\u{2069}]/u;
const cannotBeShown = 'This has characters that cannot be shown. Type it again';

function words(missing: string, longest: number) {
  return optionalWords(longest).refine((text) => text !== '', { error: missing });
}

function optionalWords(longest: number) {
  return z
    .string()
    .default('')
    .transform((typed) => typed.replaceAll(/\s+/g, ' ').trim())
    .refine((text) => text.length <= longest, { error: `Use ${longest} characters or fewer` })
    .refine((text) => !unseen.test(text), { error: cannotBeShown });
}

function oneOf<Key extends string>(among: Readonly<Record<Key, string>>, missing: string) {
  return z.custom<Key>(
    (value) => typeof value === 'string' && Object.hasOwn(among, value),
    missing,
  );
}

const impossible = 'Enter a real date, such as 27 3 2008, or leave it empty';

/** Day, month and year in three fields, or all three empty. */
function day(name: string) {
  return z
    .object({
      [`${name}-day`]: z.string().trim().default(''),
      [`${name}-month`]: z.string().trim().default(''),
      [`${name}-year`]: z.string().trim().default(''),
    })
    .transform((fields, context) => {
      const typed = ['year', 'month', 'day'].map((part) => fields[`${name}-${part}`] ?? '');
      if (typed.every((part) => part === '')) return null;
      const written = typed.map((part, place) => part.padStart(place === 0 ? 4 : 2, '0')).join('-');
      const moment = new Date(`${written}T00:00:00Z`);
      const isReal =
        /^(19|20)\d{2}-\d{2}-\d{2}$/.test(written) &&
        !Number.isNaN(moment.getTime()) &&
        moment.toISOString().startsWith(written);
      if (isReal) return written;
      context.addIssue({ code: 'custom', message: impossible, path: [`${name}-day`] });
      return z.NEVER;
    });
}

/** The date of birth of a form, as YYYY-MM-DD; null where it is left empty. */
export const bornOnFields = day('born').transform((bornOn) => ({ bornOn }));

/** A record as it is written, new or changed. */
export const PersonRecordForm = z
  .object({
    givenNames: words('Enter their first names', 100),
    familyName: words('Enter their family name', 100),
    heldAs: oneOf<Capacity>(capacities, 'Choose in which capacity you hold them'),
    processing: oneOf<Regime>(regimes, 'Choose under which rules you hold the record'),
  })
  .and(bornOnFields);

const sayWrong = 'Say what was wrong. Those who were given the record read it';

/**
 * The same for a record that is changed: which version its writer saw, and what was wrong in it if the change puts
 * something right.
 */
export const ChangeForm = PersonRecordForm.and(
  z
    .object({
      version: z.coerce.number().int().positive(),
      isCorrection: z.enum(['yes', 'no']).default('no'),
      wrong: optionalWords(1_000),
    })
    .transform(({ version, isCorrection, wrong }, context) => {
      if (isCorrection === 'no') return { version, wrong: undefined };
      if (wrong === '') context.addIssue({ code: 'custom', message: sayWrong, path: ['wrong'] });
      return { version, wrong };
    }),
);

/** Whom everything is put together for: a full name and a day of birth, both. */
export const HeldForm = z.object({ name: words('Enter their full name', 200) }).and(
  day('born').transform((bornOn, context) => {
    if (bornOn !== null) return { bornOn };
    context.addIssue({
      code: 'custom',
      message: 'Enter their date of birth',
      path: ['born-day'],
    });
    return z.NEVER;
  }),
);

/** Whom somebody looks for. Never nobody in particular. */
export const SearchForm = z
  .object({
    name: words('Enter a name', 100).refine(
      (text) => text.replaceAll(/[^\p{L}]/gu, '').length >= 2,
      {
        error: 'Enter at least two letters of the name',
      },
    ),
    purpose: z.custom<Purpose>(isPurpose, 'Choose why you need to look'),
  })
  .and(bornOnFields);

/** What may be written of each kind of detail. */
export const detailForms = {
  alias: z.object({ text: words('Enter the name', 200), note: z.literal('').catch('') }),
  contact: z.object({
    text: words('Enter a phone number, an email address or another way to reach them', 200),
    note: optionalWords(500),
  }),
  location: z.object({
    text: words('Enter the address or describe the place', 500),
    note: oneOf(placeKinds, 'Choose what this place is'),
  }),
  health: z.object({
    text: words('Enter what others must know', 2_000),
    note: z.literal('').catch(''),
  }),
  informant: z.object({ text: words('Enter who told you', 200), note: optionalWords(2_000) }),
} as const satisfies Record<DetailKind, z.ZodType<{ text: string; note: string }>>;

export function isDetailKind(text: string): text is DetailKind {
  return Object.hasOwn(detailKinds, text);
}
