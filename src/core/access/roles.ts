/** What a person may be here for. One role a person; what each may do is in permissions.ts. */
export const roles = {
  practitioner: 'Practitioner',
  coordinator: 'Coordinator',
  'panel-member': 'Panel member',
  analyst: 'Analyst',
  'strategy-lead': 'Strategy lead',
  'information-governance': 'Information governance lead',
  organisation: 'School or organisation',
  administrator: 'Administrator',
} as const;

export type Role = keyof typeof roles;

export const roleNames = Object.keys(roles) as readonly Role[];

export function isRole(text: string): text is Role {
  return Object.hasOwn(roles, text);
}

/** Who holds one of these decides about others' access, so a second person approves it. */
const powerfulRoles: ReadonlySet<Role> = new Set<Role>(['administrator', 'information-governance']);

/** Is this role only had when one person proposed it and a second approved? */
export function isPowerful(role: Role): boolean {
  return powerfulRoles.has(role);
}
