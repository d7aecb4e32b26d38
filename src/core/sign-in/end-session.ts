import { action } from '#core/actions/action.ts';
import { endSession as markEnded } from './session-store.ts';

/** Signs out: the cookie's secret opens nothing from now on. */
export const endSession = action(
  'session.ended',
  'session.end',
  async ({ tx, now }, { token }: { token: string }) => {
    const userId = await markEnded(tx, token, now);
    return {
      result: undefined,
      about: userId === undefined ? [] : [{ kind: 'user', id: userId }],
    };
  },
);
