export function jobPath(id: string): string {
  return `/jobs/${id}`;
}

export function jobProgressPath(id: string): string {
  return `/jobs/${id}/progress`;
}
