import { z } from 'zod';
import { safeNext } from '#core/sign-in/sign-in-form.ts';

const Fields = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

/** A form that somebody sent before they were asked who they are, to be sent again as it was. */
export const KeptForm = z.object({ path: z.string(), fields: Fields });
export type KeptForm = z.infer<typeof KeptForm>;

/** What a form brought, if it can be kept in the page: plain fields, no files. */
export function keepForm(path: string, body: unknown): KeptForm | undefined {
  const kept = KeptForm.safeParse({ path, fields: { ...(isObject(body) ? body : {}) } });
  return kept.success ? kept.data : undefined;
}

/** Reads a kept form back out of a page; undefined when there is none, or it leads elsewhere. */
export function readKeptForm(text: string | undefined): KeptForm | undefined {
  if (text === undefined || text === '') return undefined;
  try {
    const kept = KeptForm.parse(JSON.parse(text));
    const path = safeNext(kept.path, '');
    return path === '' ? undefined : { ...kept, path };
  } catch {
    return undefined;
  }
}

/** Every field of a kept form with its value; one that came several times stands several times. */
export function fieldsOf({ fields }: KeptForm): [name: string, value: string][] {
  return Object.entries(fields).flatMap(([name, values]) =>
    [values].flat().map((value): [string, string] => [name, value]),
  );
}

function isObject(body: unknown): body is object {
  return typeof body === 'object' && body !== null;
}
