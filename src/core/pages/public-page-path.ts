/** Where a page that the partnership wrote for everybody is. Addresses say nothing of why somebody came. */
export function publicPagePath(id: string): string {
  return `/pages/${id}`;
}
