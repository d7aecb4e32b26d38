/** Where each page of the evidence is. */
export const evidencePaths = {
  trend: (query: { crimeType?: string; district?: string; months?: string } = {}): string =>
    withQuery('/evidence/trend', {
      'crime-type': query.crimeType,
      district: query.district,
      months: query.months,
    }),
  trendData: (query: { crimeType?: string; district?: string; months?: string }): string =>
    withQuery('/evidence/trend.csv', {
      'crime-type': query.crimeType,
      district: query.district,
      months: query.months,
    }),
  districts: (query: { crimeType?: string } = {}): string =>
    withQuery('/evidence/districts', { 'crime-type': query.crimeType }),
  districtsData: (query: { crimeType?: string } = {}): string =>
    withQuery('/evidence/districts.csv', { 'crime-type': query.crimeType }),
  imports: (): string => '/evidence/imports',
  newImport: (): string => '/evidence/imports/new',
  receipt: (id: string): string => `/evidence/imports/${id}`,
  quarantinedRows: (id: string): string => `/evidence/imports/${id}/quarantined.csv`,
};

function withQuery(path: string, query: Record<string, string | undefined>): string {
  const given = Object.entries(query).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '',
  );
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`;
}
