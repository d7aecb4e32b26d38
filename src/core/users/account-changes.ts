import { notOfYourRole } from '#core/access/permissions.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Principal } from '#platform/database/principal.ts';
import { Conflict, Forbidden } from '#platform/http/failures.ts';
import { isStillIn, listAdministrators, waitForTurnInAgency } from './person-store.ts';
import type { Person } from './person.ts';

/** What is wrong with one field of a form, found only when it was looked at with everybody else's. */
export class FieldConflict extends Conflict {
  readonly field: string;
  constructor(field: string, message: string) {
    super(message);
    this.field = field;
  }
}

/** Somebody changed this person after the form was opened. */
export class StaleEdit extends Conflict {
  constructor() {
    super('Somebody changed this account after you opened the page.');
  }
}

/** It would leave the agency with nobody to look after its people, and nobody has said they know. */
export class LastAdministrator extends Conflict {
  constructor() {
    super('Confirm that this agency will have no administrator');
  }
}

/** Takes the agency's turn, and makes sure that who asks has not been put out while they waited. */
export async function takeTurn(
  tx: Transaction,
  principal: Principal,
  { agencyId, now }: { agencyId: string; now: Date },
): Promise<void> {
  await waitForTurnInAgency(tx, agencyId);
  if (principal.kind !== 'person') return;
  if (!(await isStillIn(tx, principal, now))) throw new Forbidden(notOfYourRole);
}

/** Nobody decides about themselves. Throws Forbidden. */
export function refuseSelf(person: Pick<Person, 'id'>, principal: Principal): void {
  if (principal.kind === 'person' && principal.userId === person.id) {
    throw new Forbidden(
      'You cannot change your own account. Ask another administrator of your agency, or an information governance lead.',
    );
  }
}

/** Whether the agency has an administrator who stays when this person no longer is one. */
export async function isLastAdministrator(
  tx: Transaction,
  person: Pick<Person, 'id' | 'agencyId' | 'role' | 'state'>,
): Promise<boolean> {
  if (person.role !== 'administrator' || person.state === 'left') return false;
  return (await listAdministrators(tx, person.agencyId, person.id)).length === 0;
}
