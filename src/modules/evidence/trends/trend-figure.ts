import type { PartnershipProfile } from '#core/partnership/profile.ts';
import { countEstimate, rateEstimate } from '../figures/estimates.ts';
import type { Figure } from '../figures/figure.ts';
import { residentsCaveat, type Residents } from '../figures/residents.ts';
import { drawTrend } from '../figures/trend-drawing.ts';
import { makeTrendTable, type TrendRow } from '../figures/trend-table.ts';
import { findLatestYear, type Trend } from '../figures/trend.ts';
import {
  incidentVerdict,
  noRowInShort,
  periodWords,
  pointName,
  subjectWords,
} from '../figures/trend-words.ts';
import type { CurrentSource } from '../incident-counts/incident-source-store.ts';
import { evidencePaths, type TrendAddress } from '../paths.ts';
import {
  carriedCaveats,
  definitionWords,
  sourceCaveats,
  sourceWords,
  trendCaveats,
} from '../provenance-words.ts';

export type TrendFacts = {
  crimeType: string | undefined;
  placeName: string;
  current: CurrentSource;
  trend: Trend;
  residents: Residents | undefined;
  /** Incidents that were published under an area of 2011 and are counted in another of 2021. */
  carried: number;
  address: TrendAddress;
};

/** The figure of incidents of one crime type in one place, month by month. */
export function makeTrendFigure(profile: PartnershipProfile, facts: TrendFacts): Figure<TrendRow> {
  const { current, trend, residents } = facts;
  const latest = findLatestYear(trend);
  const rate = rateEstimate(latest, residents);
  return {
    id: 'trend',
    heading: subjectWords(facts),
    sentence: incidentVerdict(trend),
    estimates:
      latest.months === 0 ? [] : [countEstimate(latest), ...(rate === undefined ? [] : [rate])],
    drawing: drawTrend(trend, 'incidents'),
    table: makeTrendTable(trend, {
      heading: 'Incidents',
      missing: 'not loaded',
      none: noRowInShort,
    }),
    units: unitsOf(trend),
    period: periodWords(trend),
    source: sourceWords(current),
    definition: definitionWords(profile),
    caveats: [
      ...sourceCaveats(current),
      ...trendCaveats(trend, current.withdrawnMonths),
      ...carriedCaveats(facts.carried, 0),
      residentsCaveat(residents),
    ],
    csvHref: evidencePaths.trendData(facts.address),
  };
}

function unitsOf(trend: Trend): string {
  return trend.choice.kind === 'gaps'
    ? 'Months without any, between months that had some'
    : `Incidents recorded in each ${pointName(trend)}`;
}
