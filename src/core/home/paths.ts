/** The home of whoever is signed in. */
export function homePath(): string {
  return '/home';
}
