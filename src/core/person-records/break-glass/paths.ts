/** Where somebody breaks the glass. */
export function breakGlassPath(): string {
  return '/break-glass';
}

/** Every breaking that the reader is told of. */
export function brokenGlassPath(): string {
  return '/broken-glass';
}

/** One breaking, told and reviewed. */
export function glassPath(id: string): string {
  return `/broken-glass/${id}`;
}

/** Where a governance lead lets somebody of their agency break the glass again. */
export function restorationPath(userId: string): string {
  return `/broken-glass/suspended/${userId}`;
}
