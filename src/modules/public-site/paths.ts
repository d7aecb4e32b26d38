/** Addresses say nothing of why somebody came. */
export function publicPagePath(id: string): string {
  return `/pages/${id}`;
}

export function aboutPath(): string {
  return '/about';
}
