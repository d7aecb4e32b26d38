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
  importWithdrawal: (id: string): string => `/evidence/imports/${id}/withdrawal`,
  quarantinedRows: (id: string): string => `/evidence/imports/${id}/quarantined.csv`,
  definition: (): string => '/evidence/definition',
  partnerCounts: (): string => '/evidence/partner-counts',
  countSeries: (series: SeriesAddress): string =>
    withQuery('/evidence/partner-counts/series', { ...series }),
  countSeriesData: (series: SeriesAddress): string =>
    withQuery('/evidence/partner-counts/series.csv', { ...series }),
  newCounts: (): string => '/evidence/partner-counts/new',
  countUploads: (): string => '/evidence/partner-counts/uploads',
  countUpload: (id: string): string => `/evidence/partner-counts/uploads/${id}`,
  countImportsOf: (uploadId: string): string =>
    `/evidence/partner-counts/uploads/${uploadId}/imports`,
  countMappingsOf: (uploadId: string): string =>
    `/evidence/partner-counts/uploads/${uploadId}/mappings`,
  countReceipt: (id: string): string => `/evidence/partner-counts/imports/${id}`,
  countRowsSetAside: (id: string): string =>
    `/evidence/partner-counts/imports/${id}/quarantined.csv`,
  countWithdrawal: (id: string): string => `/evidence/partner-counts/imports/${id}/withdrawal`,
};

/** One source's counts of one measure and part; of every area together unless one is named. */
type SeriesAddress = { source?: string; measure?: string; part?: string; area?: string };

function withQuery(path: string, query: Record<string, string | undefined>): string {
  const given = Object.entries(query).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '',
  );
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`;
}
