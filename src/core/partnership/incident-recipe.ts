import { z } from 'zod';
import { decimalCell } from '#platform/checked-files/csv-file.ts';
import { Identifier, Latitude, Longitude, Words } from './profile-fields.ts';

/** Starts with D, which no official statistics code does, so an invented area is never taken for a real one. */
const InventedAreaCode = z.string().regex(/^D\d{8}$/, 'must be D and eight digits');

/** Months before the newest: 0 is the newest, -23 the oldest of two years. */
const MonthOffset = z.int().min(-120).max(0);
const Share = z.number().min(0).max(1);

/** The district written for an area beyond the partnership. */
export const outside = 'outside';

/** An invented small area, laid out as in the police files. */
export const IncidentArea = z.strictObject({
  code: InventedAreaCode,
  name: z.string().regex(/^\S.* D\d{2}[A-Z]$/, 'must end in D, two digits and a letter'),
  /** A district id, or `outside` for an area beyond the partnership. */
  district: Identifier,
  /** How much of its district's incidents it draws, against the district's other areas. */
  weight: decimalCell.pipe(z.number().positive()),
  longitude: decimalCell.pipe(Longitude),
  latitude: decimalCell.pipe(Latitude),
});
export type IncidentArea = z.infer<typeof IncidentArea>;

const Seasonality = z.strictObject({
  crimeTypes: z.array(Words).min(1),
  peakMonth: z.int().min(1).max(12),
  /** 0.1 means a tenth more at the peak and a tenth fewer half a year later. */
  swing: z.number().min(0).max(0.5),
});

/** `share` of a district's incidents of these types fall in one area, on top of its ordinary weight. */
const Hotspot = z.strictObject({
  id: Identifier,
  title: Words,
  area: InventedAreaCode,
  crimeTypes: z.array(Words).min(1),
  share: Share,
});

/** From a month on, a district has `factor` times as many incidents of a type. */
const Change = z.strictObject({
  id: Identifier,
  title: Words,
  district: Identifier,
  crimeType: Words,
  fromMonth: MonthOffset,
  factor: z.number().positive().max(10),
});

/** How to make the demonstration's incidents. Rates are means by month, district and crime type. */
export const IncidentRecipe = z.strictObject({
  notice: Words,
  /** Stands in "Reported by" and "Falls within"; says itself that it is invented. */
  reportedBy: z.string().regex(/invented/i, 'must say that it is invented'),
  months: z.int().min(1).max(120),
  blankLocationShare: Share,
  outsideRowsPerMonth: z.int().min(0),
  /** Published without a Crime ID and without an outcome. */
  withoutCrimeId: z.array(Words),
  monthlyRates: z.record(Identifier, z.record(Words, z.number().min(0).max(1000))),
  seasonality: z.array(Seasonality),
  hotspots: z.array(Hotspot),
  changes: z.array(Change),
  locations: z.array(Words).min(1),
  outcomes: z.strictObject({
    /** What the newest incidents have, before anything is decided. */
    open: Words,
    openMonths: z.int().min(0),
    settled: z.array(z.strictObject({ name: Words, weight: z.number().positive() })).min(1),
  }),
});
export type IncidentRecipe = z.infer<typeof IncidentRecipe>;
