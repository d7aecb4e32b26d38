/** The partnership's documents about how it handles data. */
export function governanceDocumentsPath(): string {
  return '/governance-documents';
}

export function governanceDocumentPath(id: string): string {
  return `/governance-documents/${id}`;
}
