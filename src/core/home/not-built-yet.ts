import type { Role } from '#core/access/roles.ts';

/**
 * What a role will look for on its home and not find. Each sentence goes in the change that builds
 * what it names.
 */
export const notBuiltYet: Readonly<Partial<Record<Role, string>>> = {
  practitioner:
    'Referring somebody, and the actions you own. Until then, use your usual way to refer.',
  coordinator: 'Referrals, panels and alerts. Until then, nothing here tells you what is late.',
  'panel-member': 'Panels and what your agency may see of a case.',
  'strategy-lead': 'Commitments, and which of them are late.',
  organisation: 'Referring a child or an adult, the self-review and training.',
};
