import { notOfYourRole } from '#core/access/permissions.ts';
import { action } from '#core/actions/action.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Principal } from '#platform/database/principal.ts';
import { Forbidden, NotFound } from '#platform/http/failures.ts';
import { StaleTeam, TeamInUse, TeamNameTaken } from './team-problems.ts';
import {
  closeTeam,
  countInTeam,
  findTeam,
  isNameTaken,
  lockTeam,
  renameTeam,
} from './team-store.ts';
import type { Team } from './team.ts';

type Seen = { id: string; version: number };

/** Gives a team of the administrator's agency another name. Throws StaleTeam or TeamNameTaken. */
export const changeTeamName = action(
  'team.renamed',
  'team.manage',
  async ({ tx, principal }, { name, ...seen }: Seen & { name: string }) => {
    const team = await getOpenTeam(tx, principal, seen);
    if (await isNameTaken(tx, team, name)) throw new TeamNameTaken();
    await renameTeam(tx, team.id, name);
    return { result: undefined, about: [{ kind: 'team', id: team.id }] };
  },
);

/** Closes a team that nobody is in. Throws StaleTeam or TeamInUse. */
export const endTeam = action(
  'team.closed',
  'team.manage',
  async ({ tx, principal, now }, seen: Seen) => {
    const team = await getOpenTeam(tx, principal, seen);
    if ((await countInTeam(tx, team.id)) > 0) throw new TeamInUse();
    await closeTeam(tx, team.id, now);
    return { result: undefined, about: [{ kind: 'team', id: team.id }] };
  },
);

async function getOpenTeam(
  tx: Transaction,
  principal: Principal,
  { id, version }: Seen,
): Promise<Team> {
  if (principal.kind !== 'person') throw new Forbidden(notOfYourRole);
  await lockTeam(tx, principal.agencyId, id);
  const team = await findTeam(tx, principal.agencyId, id);
  if (team === undefined || team.isClosed) throw new NotFound();
  if (team.version !== version) throw new StaleTeam();
  return team;
}
