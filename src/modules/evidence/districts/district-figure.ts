import type { PartnershipProfile } from '#core/partnership/profile.ts';
import { countEstimate, rateEstimate } from '../figures/estimates.ts';
import type { Figure } from '../figures/figure.ts';
import { residentsCaveat, type Residents } from '../figures/residents.ts';
import { findLatestYear, type Trend } from '../figures/trend.ts';
import { periodWords, subjectAndVerdict, subjectWords } from '../figures/trend-words.ts';
import type { CurrentSource } from '../incident-counts/incident-source-store.ts';
import { evidencePaths } from '../paths.ts';
import { definitionWords, sourceCaveats, sourceWords, trendCaveats } from '../provenance-words.ts';
import { crimeTypeSlug } from '../trends/trend-query.ts';
import { districtColumns } from './district-columns.tsx';
import type { DistrictLine } from './district-lines.ts';

export type DistrictFigureFacts = {
  crimeType: string | undefined;
  current: CurrentSource;
  lines: readonly DistrictLine[];
  /** Of all districts together. */
  trend: Trend;
  residents: Residents;
};

/** What stands beside the districts' rates, wherever they are shown. */
export const comparisonNote =
  'A rate is for the people who live in a district, and many who visit, work or drink there do not. A higher rate does not mean a more dangerous place. Compare each district with its own past. Where intervals overlap, two districts may not differ at all.';

/** The districts beside each other, and what can be said of all of them together. */
export function makeDistrictFigure(
  profile: PartnershipProfile,
  { crimeType, current, lines, trend, residents }: DistrictFigureFacts,
): Figure<DistrictLine> {
  const subject = subjectWords({ crimeType, placeName: profile.areas.whole.name });
  const latest = findLatestYear(trend);
  const rate = rateEstimate(latest, residents);
  return {
    id: 'districts',
    heading: `${subject}, by district`,
    sentence: subjectAndVerdict(subject, trend),
    estimates:
      latest.months === 0 ? [] : [countEstimate(latest), ...(rate === undefined ? [] : [rate])],
    drawing: undefined,
    table: { columns: districtColumns(crimeType), rows: lines },
    units: 'Incidents recorded in a month and in the last 12 months, and their rate',
    period: periodWords(trend),
    source: sourceWords(current),
    definition: definitionWords(profile),
    caveats: [
      ...sourceCaveats(current),
      ...trendCaveats({ ...trend, years: undefined }, current.withdrawnMonths),
      'Rates of districts are for the residents of each.',
      residentsCaveat(residents),
    ],
    csvHref: evidencePaths.districtsData(districtAddressOf(crimeType)),
  };
}

/** The address of the districts' figures of a crime type, or of all. */
export function districtAddressOf(crimeType: string | undefined): { crimeType?: string } {
  return crimeType === undefined ? {} : { crimeType: crimeTypeSlug(crimeType) };
}
