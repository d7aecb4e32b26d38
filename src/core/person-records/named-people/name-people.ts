import { randomUUID } from 'node:crypto';
import { action } from '#core/actions/action.ts';
import { getOwnRecord } from '#core/person-records/own-record.ts';
import { listStaff } from '#core/person-records/staff-store.ts';
import { Conflict, NotFound } from '#platform/http/failures.ts';
import {
  endCaseRole,
  insertCaseRole,
  liftRestriction,
  listCaseRoles,
  listUnreached,
  restrictRecord,
  takeUpRecord,
} from './case-role-store.ts';
import { categories as words, isNow, type Category } from './case-role.ts';

const about = (id: string) => [{ kind: 'person-record', id }];
const staleRecord = 'Somebody changed this record since you opened the page. Open it again.';

/** What the form can say at one of its fields. */
export class NamingProblem extends Error {
  readonly field: 'person' | 'gateway' | 'categories';
  constructor(field: NamingProblem['field'], message: string) {
    super(message);
    this.field = field;
  }
}

export type Naming = {
  recordId: string;
  userId: string;
  categories: readonly Category[];
  gatewayId: string | undefined;
  /** Milliseconds since 1970. */
  until: number;
};

/** Names a colleague, or somebody of another agency under a power, on a record of the namer's own agency. */
export const namePerson = action(
  'person-record.person-named',
  'person-record.name',
  async ({ tx, principal, now }, naming: Naming) => {
    const record = await getOwnRecord(tx, principal, naming.recordId);
    if (principal.kind !== 'person') throw new NotFound();
    const { userId } = naming;
    const person = (await listStaff(tx, [userId])).get(userId);
    if (person === undefined) throw new NamingProblem('person', 'Choose somebody from the list');
    if (userId === principal.userId)
      throw new NamingProblem('person', 'Nobody names themselves. Ask a colleague');
    const isColleague = person.agencyId === record.ownerAgencyId;
    const gatewayId = isColleague ? undefined : naming.gatewayId;
    if (!isColleague) await requireReach(tx, { ...naming, gatewayId, agencyId: person.agencyId });
    await insertCaseRole(tx, {
      ...naming,
      id: randomUUID(),
      gatewayId: gatewayId ?? null,
      givenBy: principal.userId,
      from: now,
      until: new Date(naming.until),
    });
    const detail = {
      user: userId,
      categories: naming.categories.join(', '),
      gateway: gatewayId ?? null,
    };
    return { result: undefined, about: about(record.id), detail };
  },
);

async function requireReach(
  tx: Parameters<typeof listUnreached>[0],
  naming: Naming & { agencyId: string },
): Promise<void> {
  const { gatewayId } = naming;
  if (gatewayId === undefined)
    throw new NamingProblem('gateway', 'Choose the power by which their agency may be given this');
  const unreached = await listUnreached(tx, { ...naming, gatewayId });
  if (unreached.length > 0) {
    const parts = unreached.map((category) => words[category].toLowerCase()).join('; ');
    throw new NamingProblem('gateway', `This power cannot give their agency: ${parts}`);
  }
}

/** Ends a naming now. A restricted record keeps at least one person of its owner. */
export const endNaming = action(
  'person-record.naming-ended',
  'person-record.name',
  async ({ tx, principal, now }, { recordId, id }: { recordId: string; id: string }) => {
    const record = await getOwnRecord(tx, principal, recordId);
    if (principal.kind !== 'person') throw new NotFound();
    const running = (await listCaseRoles(tx, recordId)).filter((role) => isNow(role, now));
    if (record.isRestricted) {
      const staff = await listStaff(
        tx,
        running.map(({ userId }) => userId),
      );
      const ours = running.filter(
        ({ userId }) => staff.get(userId)?.agencyId === record.ownerAgencyId,
      );
      const isLast = ours.every((role) => role.id === id);
      if (isLast)
        throw new Conflict(
          'Nobody of your agency would see this record any more. Name somebody else first, or lift the restriction.',
        );
    }
    const ended = running.find((role) => role.id === id);
    if (!(await endCaseRole(tx, { id, recordId, endedBy: principal.userId, now })))
      throw new Conflict('This has ended already.');
    return { result: undefined, about: about(recordId), detail: { user: ended?.userId ?? null } };
  },
);

type Seen = { id: string; version: number };

/** From now on only people named on the record see it. Whoever restricts it is named on it with it. */
export const restrict = action(
  'person-record.restricted',
  'person-record.name',
  async ({ tx, principal }, { id, version }: Seen) => {
    await getOwnRecord(tx, principal, id);
    if (!(await restrictRecord(tx, { id, version }))) throw new Conflict(staleRecord);
    return { result: undefined, about: about(id) };
  },
);

/** Lets the owner's people, and those whom agreements give it to, see the record again. */
export const lift = action(
  'person-record.restriction-lifted',
  'person-record.name',
  async ({ tx, principal, now }, { id, version }: Seen) => {
    await getOwnRecord(tx, principal, id);
    if (!(await liftRestriction(tx, { id, version, now }))) throw new Conflict(staleRecord);
    return { result: undefined, about: about(id) };
  },
);

/** Names the governance lead on a restricted record that nobody of their agency sees any more. */
export const takeUp = action(
  'person-record.taken-up',
  'exclusion.decide',
  async ({ tx }, { id }: { id: string }) => {
    if (!(await takeUpRecord(tx, id))) throw new NotFound();
    return { result: undefined, about: about(id) };
  },
);
