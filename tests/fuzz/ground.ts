import type { Service } from '#core/service.ts';

/** What cases run on: a service with a database of its own, and an empty folder. */
export type Ground = {
  service: Service;
  folder: string;
  /** Takes every case all the way; otherwise what is dear is done for some of them. */
  isThorough: boolean;
};

/** A promise of the import was broken. The message says which, and by what. */
export class Broken extends Error {
  override readonly name = 'Broken';
}

/** Throws Broken unless the two are the same. */
export function requireSame(what: string, found: unknown, expected: unknown): void {
  const [one, other] = [JSON.stringify(found), JSON.stringify(expected)];
  if (one !== other) throw new Broken(`${what}: ${one}, and it should be ${other}`);
}

export function requireThat(what: string, holds: boolean): void {
  if (!holds) throw new Broken(what);
}

/** Whoever sent a refused file must be told why, and what to do. */
export function requireWords(refusal: { code: string; sentence: string; whatToDo: string }): void {
  const { code, sentence, whatToDo } = refusal;
  requireThat(`a code: ${code}`, /^[a-z0-9-]+$/.test(code));
  requireThat(`a sentence: ${sentence}`, /^[A-Z“].*[.”…]$/s.test(sentence));
  requireThat(`what to do: ${whatToDo}`, /^[A-Z“].*\.$/s.test(whatToDo));
}
