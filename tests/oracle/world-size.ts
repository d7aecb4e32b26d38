import type { WorldSize } from './make-world.ts';

/** Few people, so that what the rules turn on meets: a record has two case roles and half an exclusion. */
export const worldSize: WorldSize = { people: 14, records: 320, lookers: 30 };

/** With fewer records, which a fault shows in as soon, and more people who look, by turns of which it shows. */
export const faultWorldSize: WorldSize = { people: 14, records: 120, lookers: 50 };
