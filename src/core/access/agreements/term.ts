import type { Purpose } from '#core/access/purposes.ts';
import type { Capacity, Regime } from '#core/person-records/person-record.ts';

/** The parts of a record that an agreement can give. Who told is never one of them. */
export const categories = {
  identity: 'Who they are',
  contact: 'How to reach them',
  location: 'Where they can be found',
  health: 'Health',
} as const;
export type Category = keyof typeof categories;
export const categoryNames = Object.keys(categories) as readonly Category[];

export const directions = ['gives', 'receives'] as const;
export type Direction = (typeof directions)[number];

/** One category for one purpose that a party gives, by a legal power, or receives. */
export type Term = {
  agencyId: string;
  direction: Direction;
  category: Category;
  purpose: Purpose;
  /** The id of the power the giver relies on; a receiver names none. */
  gatewayId: string | undefined;
  heldAs: readonly Capacity[];
  processing: readonly Regime[];
};

/** What two terms of one version may not share. */
export function placeOf({ agencyId, direction, category, purpose }: Term): string {
  return [agencyId, direction, category, purpose].join(' ');
}
