/** The ledger of what an agency gave to others or received; with a query, what of it. */
export function disclosuresPath(query: Readonly<Record<string, string>> = {}): string {
  return withQuery('/disclosures', query);
}

/** The same rows as a file. */
export function disclosuresCsvPath(query: Readonly<Record<string, string>> = {}): string {
  return withQuery('/disclosures.csv', query);
}

/** To whom one record was given. */
export function recordDisclosuresPath(id: string): string {
  return `/person-records/${id}/disclosures`;
}

function withQuery(path: string, query: Readonly<Record<string, string>>): string {
  const text = new URLSearchParams(query).toString();
  return text === '' ? path : `${path}?${text}`;
}
