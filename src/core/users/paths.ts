/** The people who may enter the workspace, and those invited to. */
export function usersPath(): string {
  return '/users';
}

/** Somebody with an account. */
export function userPath(id: string): string {
  return `/users/${id}`;
}

/** Where somebody's role and team are changed. */
export function placementPath(id: string): string {
  return `/users/${id}/placement`;
}

/** Where somebody's access is ended. */
export function departurePath(id: string): string {
  return `/users/${id}/departure`;
}

/** Where a colleague is invited. */
export function invitationsPath(): string {
  return '/users/invitations';
}

/** An invitation that still stands. */
export function invitationPath(id: string): string {
  return `/users/invitations/${id}`;
}

/** Where an invitation is sent again. */
export function invitationSendingPath(id: string): string {
  return `/users/invitations/${id}/sending`;
}

/** Where an invitation is taken back. */
export function invitationWithdrawalPath(id: string): string {
  return `/users/invitations/${id}/withdrawal`;
}

/** A powerful role that waits for its second person. */
export function roleProposalPath(id: string): string {
  return `/users/role-proposals/${id}`;
}

/** Where the second person says yes or no. */
export function roleDecisionPath(id: string): string {
  return `/users/role-proposals/${id}/decision`;
}
