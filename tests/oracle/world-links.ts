// What rules 36 to 44 are about: names, places and ways to reach somebody, and what came of broken glass.
import type { Day, Moment } from './world.ts';

/** Names in small letters, a word each: first names, and a family name that may have two. */
export type Name = { given: readonly string[]; family: readonly string[] };

export type Address = { number: string; street: string; postcode: string };

/** What can be said in one line about how to reach somebody. */
export type Reach = { phone: string | undefined; email: string | undefined };

export type PlaceKind = 'home' | 'school' | 'work' | 'refuge' | 'frequents' | 'other';

/** What the parts of records say that links are found by. */
export type PartWords = { alias: Name; reach: Reach; kind: PlaceKind; address: Address };

export type RecordWords = { name: Name; bornOn: Day | undefined; madeBy: string };

export type StaffWords = { name: Name; title: string; email: string };

/** "People I must not look at", as somebody who works here said it. */
export type DeclaredLink = { id: string; personId: string; endedAt: Moment | undefined } & (
  | { kind: 'person'; name: Name; bornOn: Day }
  | { kind: 'address'; address: Address }
  | { kind: 'contact'; reach: Reach }
);

/** What became of one breaking, long before anybody looks. */
export type GlassReview = {
  /** No day is set where it was broken before days were. */
  dueAt: Moment | undefined;
  finding: 'justified' | 'not-justified' | undefined;
  isRestored: boolean;
};

export type Links = {
  records: ReadonlyMap<string, RecordWords>;
  staff: ReadonlyMap<string, StaffWords>;
  parts: ReadonlyMap<string, PartWords>;
  declared: readonly DeclaredLink[];
  reviews: ReadonlyMap<string, GlassReview>;
  /** When each person tried to break the glass, by their id. */
  tries: ReadonlyMap<string, readonly Moment[]>;
};
