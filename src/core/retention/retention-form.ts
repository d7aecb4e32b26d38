import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';

const Reason = z
  .string()
  .default('')
  .transform((typed) => typed.replaceAll(/\s+/g, ' ').trim())
  .refine((text) => text !== '', { error: 'Say why' })
  .refine((text) => text.length <= 1_000, { error: 'Use 1,000 characters or fewer' })
  .refine((text) => !/\p{Cc}/u.test(text), {
    error: 'This has characters that cannot be shown. Type it again',
  });

const unfit = 'Enter a day after today and at most ten years from now, such as 27 3 2028';

type Decided = { reason: string; nextOn: string | null };

/** A decision with its reason; one to keep names the next day of review, which `today` (YYYY-MM-DD) bounds. */
export function decisionForm(kind: string, today: string): z.ZodType<Decided> {
  if (kind === 'disposal-withdrawn') {
    return z.unknown().transform((): Decided => ({ reason: 'Called off', nextOn: null }));
  }
  const part = z.string().trim().default('');
  const fields = z.object({
    reason: Reason,
    'next-day': part,
    'next-month': part,
    'next-year': part,
  });
  return fields.transform((typed, context): Decided => {
    if (kind !== 'kept') return { reason: typed.reason, nextOn: null };
    const nextOn = dayFrom(typed['next-year'], typed['next-month'], typed['next-day']);
    if (nextOn !== undefined && isWithinReach(nextOn, today)) {
      return { reason: typed.reason, nextOn };
    }
    context.addIssue({ code: 'custom', message: unfit, path: ['next-day'] });
    return z.NEVER;
  });
}

function dayFrom(year: string, month: string, day: string): string | undefined {
  if (!/^\d{4}$/.test(year) || !/^\d{1,2}$/.test(month) || !/^\d{1,2}$/.test(day)) return undefined;
  try {
    return Temporal.PlainDate.from(
      { year: Number(year), month: Number(month), day: Number(day) },
      { overflow: 'reject' },
    ).toString();
  } catch {
    return undefined;
  }
}

function isWithinReach(day: string, today: string): boolean {
  return day > today && day <= Temporal.PlainDate.from(today).add({ years: 10 }).toString();
}
