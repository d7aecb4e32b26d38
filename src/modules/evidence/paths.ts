/** Where each page of the evidence is. */
export const evidencePaths = {
  trend: (query: TrendAddress = {}): string => withQuery('/evidence/trend', trendQuery(query)),
  trendData: (query: TrendAddress = {}): string =>
    withQuery('/evidence/trend.csv', trendQuery(query)),
  part: (query: { part?: string; place?: string | undefined } = {}): string =>
    withQuery('/evidence/parts', { ...query }),
  districts: (query: { crimeType?: string } = {}): string =>
    withQuery('/evidence/districts', { 'crime-type': query.crimeType }),
  districtsData: (query: { crimeType?: string } = {}): string =>
    withQuery('/evidence/districts.csv', { 'crime-type': query.crimeType }),
  areas: (): string => '/evidence/areas',
  area: (code: string, query: { crimeType?: string | undefined } = {}): string =>
    withQuery(`/evidence/areas/${code}`, { 'crime-type': query.crimeType }),
  areaData: (code: string): string => `/evidence/areas/${code}/crime-types.csv`,
  smallerAreasData: (code: string): string => `/evidence/areas/${code}/smaller-areas.csv`,
  coverage: (): string => '/evidence/coverage',
  coverageData: (): string => '/evidence/coverage.csv',
  countCoverageData: (): string => '/evidence/coverage-of-counts.csv',
  imports: (): string => '/evidence/imports',
  newImport: (): string => '/evidence/imports/new',
  receipt: (id: string): string => `/evidence/imports/${id}`,
  importWithdrawal: (id: string): string => `/evidence/imports/${id}/withdrawal`,
  quarantinedRows: (id: string): string => `/evidence/imports/${id}/quarantined.csv`,
  duplicateRows: (id: string): string => `/evidence/imports/${id}/duplicates.csv`,
  hotspots: (query: MapAddress = {}): string => withQuery('/evidence/hotspots', mapQuery(query)),
  hotspotsData: (query: MapAddress = {}): string =>
    withQuery('/evidence/hotspots.csv', mapQuery(query)),
  hotspotsAreas: (query: MapAddress = {}): string =>
    withQuery('/evidence/hotspots.geojson', mapQuery(query)),
  backTestData: (query: MapAddress = {}): string =>
    withQuery('/evidence/hotspots/back-test.csv', mapQuery(query)),
  hotspotsWorseData: (query: MapAddress = {}): string =>
    withQuery('/evidence/hotspots/worse.csv', mapQuery(query)),
  hotspotsNeighboursData: (query: MapAddress = {}): string =>
    withQuery('/evidence/hotspots/neighbours.csv', mapQuery(query)),
  worse: (query: WorseAddress = {}): string => withQuery('/evidence/worse', { ...query }),
  worseData: (query: WorseAddress = {}): string => withQuery('/evidence/worse.csv', { ...query }),
  nextWorseData: (query: WorseAddress = {}): string =>
    withQuery('/evidence/worse/may-be-chance.csv', { ...query }),
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
  countDuplicateRows: (id: string): string =>
    `/evidence/partner-counts/imports/${id}/duplicates.csv`,
  countWithdrawal: (id: string): string => `/evidence/partner-counts/imports/${id}/withdrawal`,
};

/** One crime type in one place, each all of them unless named; `place` is the code of an area. */
export type TrendAddress = { crimeType?: string; place?: string; months?: string };

function trendQuery({ crimeType, place, months }: TrendAddress) {
  return { 'crime-type': crimeType, place, months };
}

/** One crime type (blank: all), in a district or the whole, over some months up to one; and what is shown of it. */
export type MapAddress = {
  crimeType?: string | undefined;
  place?: string | undefined;
  to?: string | undefined;
  months?: string | undefined;
  by?: string | undefined;
  view?: string | undefined;
  area?: string | undefined;
};

function mapQuery({ crimeType, ...query }: MapAddress) {
  return { 'crime-type': crimeType, ...query };
}

/** What has become worse in a district or the whole, over some months up to one against as many before. */
export type WorseAddress = {
  place?: string | undefined;
  to?: string | undefined;
  months?: string | undefined;
};

/** One source's counts of one measure and part; of every area together unless one is named. */
type SeriesAddress = { source?: string; measure?: string; part?: string; area?: string };

function withQuery(path: string, query: Record<string, string | undefined>): string {
  const given = Object.entries(query).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '',
  );
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`;
}
