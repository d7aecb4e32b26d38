import { z } from 'zod';
import { decimalCell, optionalWholeNumberCell } from '#platform/checked-files/csv-file.ts';
import { Identifier, Latitude, Longitude, Words } from './profile-fields.ts';

/** A town or village people know, with a rough middle (degrees, WGS 84) for finding one's way. */
export const Place = z.strictObject({
  id: Identifier,
  name: Words,
  kind: z.enum(['town', 'village']),
  district: Identifier,
  longitude: decimalCell.pipe(Longitude),
  latitude: decimalCell.pipe(Latitude),
  roughPopulation: optionalWholeNumberCell,
});
export type Place = z.infer<typeof Place>;
