/**
 * How closely a record says where something happened, the closest first. Only what is exact or on a street may ever
 * be drawn or analysed as points; the rest is counted by area.
 */
export type LocationPrecision = 'exact' | 'street' | 'snapped-point' | 'area' | 'none';

/** What each means for a map, in a sentence. */
export const precisionSentences: Readonly<Record<LocationPrecision, string>> = {
  exact: 'Each incident has the place where it happened.',
  street: 'Each incident has its street.',
  'snapped-point':
    'Each incident is moved to a point in the middle of a street or a place nearby before it is published, so incidents are counted by area and never shown as points.',
  area: 'Each incident has only the area it lies in.',
  none: 'Nothing tells where an incident was, so it is on no map.',
};
