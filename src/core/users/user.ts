import type { Role } from '#core/access/roles.ts';

/** Somebody who may enter the workspace, always of one agency and in one role. */
export type User = {
  id: string;
  email: string;
  name: string;
  agencyId: string;
  agencyName: string;
  role: Role;
  /** One of the demonstration's people, who exist only while it does. */
  isInvented: boolean;
};
