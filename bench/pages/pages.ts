import { homePath } from '#core/users/paths.ts';
import { evidencePaths } from '#modules/evidence/paths.ts';
import { bareQueries, type BareQuery } from './bare-queries.ts';

export type MeasuredPage = {
  name: string;
  path: string;
  query: BareQuery;
  /**
   * Whether its query reads many of the counts of the eight million rows, and the page is held to 1.5 times of it.
   * The other queries take a few milliseconds, less than any page's account and drawing: theirs are held to the
   * limit in milliseconds alone.
   */
  readsCounts: boolean;
};

const rugby = 'E07000220';
const wardInRugby = 'E05010760';
const smallAreaInRugby = 'E01031153';

/** The pages that an analyst reads, each with the query that it cannot do without. */
export function listPages(receipt: string): MeasuredPage[] {
  const { everything, oneType, areaOfYear, areaMonths, outside, units, imports, partnerCounts } =
    bareQueries;
  return [
    { name: 'home', path: homePath(), query: everything, readsCounts: true },
    { name: 'trend', path: evidencePaths.trend(), query: everything, readsCounts: true },
    {
      name: 'trend of one crime type in a district',
      path: evidencePaths.trend({ crimeType: 'robbery', place: rugby }),
      query: oneType,
      readsCounts: false,
    },
    { name: 'districts', path: evidencePaths.districts(), query: everything, readsCounts: true },
    { name: 'a district', path: evidencePaths.area(rugby), query: areaOfYear, readsCounts: true },
    { name: 'a ward', path: evidencePaths.area(wardInRugby), query: areaOfYear, readsCounts: true },
    {
      name: 'a small area',
      path: evidencePaths.area(smallAreaInRugby),
      query: areaOfYear,
      readsCounts: true,
    },
    {
      name: 'where it happens, once drawn',
      path: evidencePaths.hotspots(),
      query: areaMonths,
      readsCounts: false,
    },
    { name: 'coverage', path: evidencePaths.coverage(), query: outside, readsCounts: true },
    { name: 'loaded data', path: evidencePaths.imports(), query: imports, readsCounts: false },
    {
      name: 'a receipt',
      path: evidencePaths.receipt(receipt),
      query: { ...bareQueries.receipt, values: [receipt] },
      readsCounts: true,
    },
    { name: 'the definition', path: evidencePaths.definition(), query: units, readsCounts: false },
    {
      name: 'partners’ counts',
      path: evidencePaths.partnerCounts(),
      query: partnerCounts,
      readsCounts: false,
    },
  ];
}
