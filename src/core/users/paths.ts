/** The people who may enter the workspace. */
export function usersPath(): string {
  return '/users';
}
