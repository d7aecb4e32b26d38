import type { Role } from '#core/access/roles.ts';

/** Somebody who may enter the workspace, always of one agency and in one role. */
export type User = {
  id: string;
  email: string;
  name: string;
  agencyId: string;
  agencyName: string;
  role: Role;
  /** The moment from which they are out, where it was told in advance. */
  leavesAt: Date | null;
  /** One of the demonstration's people, who exist only while it does. */
  isInvented: boolean;
};

/** Has the moment come at which this account was to end? */
export function hasLeft({ leavesAt }: Pick<User, 'leavesAt'>, now: Date): boolean {
  return leavesAt !== null && leavesAt <= now;
}
