import { z } from 'zod';
import { crimeTypes } from '../police-files/police-row.ts';
import { usualPeriod, type Period } from './trend.ts';

export type TrendQuery = {
  crimeType: string | undefined;
  districtCode: string | undefined;
  period: Period;
};

const Query = z.object({
  'crime-type': z.string().optional().catch(undefined),
  district: z.string().optional().catch(undefined),
  months: z.enum(['12', '24', '36', 'all']).catch(usualPeriod),
});

/** "violence-and-sexual-offences" for "Violence and sexual offences". */
export function crimeTypeSlug(crimeType: string): string {
  return crimeType.toLowerCase().replaceAll(' ', '-');
}

/** What an address asks for; what it cannot mean is left out. */
export function parseTrendQuery(query: unknown, districtCodes: readonly string[]): TrendQuery {
  const asked = Query.parse(query);
  return {
    crimeType: crimeTypes.find((type) => crimeTypeSlug(type) === asked['crime-type']),
    districtCode: districtCodes.find((code) => code === asked.district),
    period: asked.months,
  };
}
