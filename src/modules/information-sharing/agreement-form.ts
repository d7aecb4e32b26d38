import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';

export const longestTitle = 200;
export const longestSummary = 2000;

/** Controls, and marks that turn the direction of the words around them: nobody sees them. */
const unseen = /[\p{Cc}\u{202A}-\u{202E}\u{2066}-\u{2069}]/u;

function words(what: string, missing: string, longest: number) {
  return z
    .string(missing)
    .transform((typed) => typed.replaceAll(/\s+/g, ' ').trim())
    .pipe(
      z
        .string()
        .min(1, missing)
        .max(longest, `${what} must be ${longest} characters or fewer`)
        .refine((text) => !unseen.test(text), {
          error: `${what} has characters that cannot be shown. Type it again`,
        }),
    );
}

const part = z.string().default('');

/** What a version says of itself. Days come in three fields each, as GOV.UK asks for them. */
export const WordsForm = z
  .object({
    title: words('The title', 'Enter a title', longestTitle),
    summary: words('What it is for', 'Enter what the agreement is for', longestSummary),
    'from-day': part,
    'from-month': part,
    'from-year': part,
    'until-day': part,
    'until-month': part,
    'until-year': part,
  })
  .transform((form, context) => {
    const say = (field: string, message: string): void =>
      context.addIssue({ code: 'custom', path: [field], message });
    const fromOn = readDay(form['from-day'], form['from-month'], form['from-year']);
    const untilOn = readDay(form['until-day'], form['until-month'], form['until-year']);
    if (fromOn === undefined) say('from-day', 'Enter the first day, such as 1 4 2027');
    if (untilOn === undefined) say('until-day', 'Enter the day on which it ends, such as 1 4 2028');
    if (fromOn === undefined || untilOn === undefined) return z.NEVER;
    if (fromOn >= untilOn) {
      say('until-day', 'The day on which it ends must be after the first day');
      return z.NEVER;
    }
    return { title: form.title, summary: form.summary, fromOn, untilOn };
  });

/** The fields of a day written YYYY-MM-DD. */
export function dayFields(name: 'from' | 'until', day: string): Record<string, string> {
  const { year, month, day: ofMonth } = Temporal.PlainDate.from(day);
  return {
    [`${name}-day`]: String(ofMonth),
    [`${name}-month`]: String(month),
    [`${name}-year`]: String(year),
  };
}

function readDay(day: string, month: string, year: string): string | undefined {
  if (![day, month, year].every((typed) => /^\s*\d{1,4}\s*$/.test(typed))) return undefined;
  const written = { year: Number(year), month: Number(month), day: Number(day) };
  if (written.year < 2000 || written.year > 2200) return undefined;
  try {
    return Temporal.PlainDate.from(written, { overflow: 'reject' }).toString();
  } catch {
    return undefined;
  }
}

/** Every value that a field of a form was sent with: checkboxes come once, several times or not at all. */
export function chosenIn(body: unknown, field: string): string[] {
  if (typeof body !== 'object' || body === null) return [];
  const sent: unknown = Object.entries(body).find(([name]) => name === field)?.[1];
  return [sent].flat().filter((one) => typeof one === 'string');
}
