/** What each role may do. */
export function rolesPath(): string {
  return '/roles';
}
