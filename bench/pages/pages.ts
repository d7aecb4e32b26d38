import { homePath } from '#core/home/paths.ts';
import { evidencePaths } from '#modules/evidence/paths.ts';
import { bareQueries, type BareQuery } from './bare-queries.ts';

export type MeasuredPage = {
  name: string;
  path: string;
  query: BareQuery;
};

const rugby = 'E07000220';
const wardInRugby = 'E05010760';
const smallAreaInRugby = 'E01031153';

/** The pages that an analyst reads, each with the query that it cannot do without. */
export function listPages(receipt: string): MeasuredPage[] {
  const { everything, oneType, areaOfYear, areaMonths, outside, units, imports, partnerCounts } =
    bareQueries;
  return [
    { name: 'home', path: homePath(), query: everything },
    { name: 'trend', path: evidencePaths.trend(), query: everything },
    {
      name: 'trend of one crime type in a district',
      path: evidencePaths.trend({ crimeType: 'robbery', place: rugby }),
      query: oneType,
    },
    { name: 'districts', path: evidencePaths.districts(), query: everything },
    { name: 'a district', path: evidencePaths.area(rugby), query: areaOfYear },
    { name: 'a ward', path: evidencePaths.area(wardInRugby), query: areaOfYear },
    {
      name: 'a small area',
      path: evidencePaths.area(smallAreaInRugby),
      query: areaOfYear,
    },
    {
      name: 'where it happens, once drawn',
      path: evidencePaths.hotspots(),
      query: areaMonths,
    },
    { name: 'what has become worse', path: evidencePaths.worse(), query: areaMonths },
    { name: 'coverage', path: evidencePaths.coverage(), query: outside },
    { name: 'loaded data', path: evidencePaths.imports(), query: imports },
    {
      name: 'a receipt',
      path: evidencePaths.receipt(receipt),
      query: { ...bareQueries.receipt, values: [receipt] },
    },
    { name: 'the definition', path: evidencePaths.definition(), query: units },
    {
      name: 'partners’ counts',
      path: evidencePaths.partnerCounts(),
      query: partnerCounts,
    },
  ];
}
