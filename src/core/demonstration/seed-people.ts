import { action } from '#core/actions/action.ts';
import type { Cast } from '#core/partnership/demonstration-cast.ts';
import { insertUser, wasDemonstrationUser } from '#core/users/user-store.ts';

/** Lets the people of the cast in, each once. They have no password: only the demonstration enters them. */
export const seedPeople = action(
  'demonstration.people-seeded',
  'user.create',
  async ({ tx }, people: Cast['people']) => {
    const added: string[] = [];
    for (const { id, name, email, agency, role } of people) {
      if (await wasDemonstrationUser(tx, id)) continue;
      const user = { email, name, agencyId: agency, role, demonstrationPerson: id };
      added.push(await insertUser(tx, user));
    }
    return { result: added.length, about: added.map((id) => ({ kind: 'user', id })) };
  },
);
