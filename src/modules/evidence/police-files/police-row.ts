/** The columns of a data.police.uk street file, in the order the police publish them. */
export const policeColumns = [
  'Crime ID',
  'Month',
  'Reported by',
  'Falls within',
  'Longitude',
  'Latitude',
  'Location',
  'LSOA code',
  'LSOA name',
  'Crime type',
  'Last outcome category',
  'Context',
] as const;

export type PoliceColumn = (typeof policeColumns)[number];

/** One row as it stands in the file: text by column, blank where the file is blank. */
export type PoliceRow = Readonly<Record<PoliceColumn, string>>;

/** The name each column has in the Parquet files. */
export const storedColumns: Readonly<Record<PoliceColumn, string>> = {
  'Crime ID': 'crime_id',
  Month: 'month',
  'Reported by': 'reported_by',
  'Falls within': 'falls_within',
  Longitude: 'longitude',
  Latitude: 'latitude',
  Location: 'location',
  'LSOA code': 'lsoa_code',
  'LSOA name': 'lsoa_name',
  'Crime type': 'crime_type',
  'Last outcome category': 'last_outcome_category',
  Context: 'context',
};

/** The crime types that data.police.uk publishes now, and two that it used until 2013. */
export const crimeTypes = [
  'Anti-social behaviour',
  'Bicycle theft',
  'Burglary',
  'Criminal damage and arson',
  'Drugs',
  'Other crime',
  'Other theft',
  'Possession of weapons',
  'Public order',
  'Robbery',
  'Shoplifting',
  'Theft from the person',
  'Vehicle crime',
  'Violence and sexual offences',
  'Public disorder and weapons',
  'Violent crime',
] as const;

/** Street-level publication began with this month. */
export const earliestMonth = '2010-12';

/** A generous box round the United Kingdom, Shetland and the Isles of Scilly included, in degrees. */
export const ukBounds = { west: -8.7, east: 1.8, south: 49.8, north: 60.9 } as const;

/** Small areas of the census, as published; or the demonstration's, which no one can take for them. */
export const areaCodePatterns = { published: '[EW]01[0-9]{6}', invented: 'D[0-9]{8}' } as const;
export type AreaCodes = keyof typeof areaCodePatterns;

/** What rows are held against besides the rules that never change. */
export interface RowExpectations {
  /** The date in the partnership, as YYYY-MM-DD; its own month is not in the future. */
  readonly today: string;
  readonly areaCodes: AreaCodes;
}

/**
 * What a whole value must look like. Kept to syntax that JavaScript and the analytics engine read the
 * same way, because both apply them.
 */
export const valuePatterns = {
  month: '[0-9]{4}-(0[1-9]|1[0-2])',
  coordinate: '-?[0-9]{1,3}([.][0-9]{1,15})?',
  force: '[^\\x00-\\x20\\x7F][^\\x00-\\x1F\\x7F]{0,99}',
} as const;
