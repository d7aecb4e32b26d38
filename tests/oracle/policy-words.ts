// What policies say of the principal, as PostgreSQL writes it back.
import { inPolicy, type Change, type Fault } from './fault.ts';

export const mine = '( SELECT (access.principal()).user_id AS user_id)';
export const myAgency = '( SELECT (access.principal()).agency_id AS agency_id)';
export const isLead =
  "(( SELECT (access.principal()).role AS role) = 'information-governance'::text)";
export const isStrong = '( SELECT (access.principal()).is_strong AS is_strong)';
export const hasSteppedUp = '( SELECT (access.principal()).has_stepped_up AS has_stepped_up)';

/** A slip in one policy; `table.policy:check` is in what it lets be written. */
export function inOnePolicy(name: string, place: `${string}.${string}`, change: Change): Fault {
  const part = /\.(made|declared)$|:check$/.test(place) ? 'with_check' : 'qual';
  const policy = place.replace(':check', '') as `${string}.${string}`;
  return { name, edits: [inPolicy(policy, change, part)] };
}
