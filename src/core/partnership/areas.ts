import { z } from 'zod';
import { Identifier, Source, ToBeEntered, WebAddress, Words, Year } from './profile-fields.ts';

const Population = z.strictObject({ people: z.int().min(1), year: Year, source: Source });

const District = z.strictObject({
  id: Identifier,
  name: Words,
  onsCode: z.string().regex(/^[EW]\d{8}$/, 'must be an ONS code such as E07000001'),
  /** How the police files name its small areas: this, a space, then a number and a letter. */
  lsoaNamePrefix: Words,
  population: Population,
});
export type District = z.infer<typeof District>;

const CommunitySafetyPartnership = z.strictObject({
  id: Identifier,
  name: Words,
  districts: z.array(Identifier).min(1),
  source: Source,
});

/**
 * A server of raster map tiles beneath the interactive map. It learns which parts of the county are looked at, so
 * it is the partnership's choice; without one the map has boundaries and towns alone.
 */
const MapTiles = z.strictObject({
  address: WebAddress.refine(
    (address) => ['{z}', '{x}', '{y}'].every((part) => address.includes(part)),
    {
      message: 'must have {z}, {x} and {y} where the numbers of a tile go',
    },
  ),
  attribution: Words,
});

/** The area the partnership answers for, its districts, and who joins them for community safety. */
export const Areas = z.strictObject({
  whole: z.strictObject({ id: Identifier, name: Words, population: Population }),
  /** `name` is the spelling in the "Reported by" column; `slug` is the one in file names. */
  policeForce: z.strictObject({ name: Words, slug: Identifier }),
  districts: z.array(District).min(1),
  communitySafetyPartnerships: z.array(CommunitySafetyPartnership).min(1),
  mapTiles: MapTiles.optional(),
  toBeEntered: z.array(ToBeEntered),
});
export type Areas = z.infer<typeof Areas>;
