import { notOfYourRole } from '#core/access/permissions.ts';
import { action } from '#core/actions/action.ts';
import { Forbidden } from '#platform/http/failures.ts';
import { TeamNameTaken } from './team-problems.ts';
import { insertTeam } from './team-store.ts';

/** An administrator makes a team of their own agency. Throws TeamNameTaken. */
export const makeTeam = action(
  'team.made',
  'team.manage',
  async ({ tx, principal, now }, { name }: { name: string }) => {
    if (principal.kind !== 'person') throw new Forbidden(notOfYourRole);
    const { agencyId } = principal;
    const id = await insertTeam(tx, { agencyId, name, now });
    if (id === undefined) throw new TeamNameTaken();
    return { result: { id }, about: [{ kind: 'team', id }], detail: { agency: agencyId } };
  },
);
