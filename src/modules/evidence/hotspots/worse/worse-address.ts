import type { FigureAddress } from '#core/findings/figure-kind.ts';
import { figureAddress } from '#modules/evidence/figures/figure-address.ts';
import { crimeTypeSlug } from '#modules/evidence/trends/trend-query.ts';
import type { Rise } from './find-worse.ts';
import type { WorseReport } from './read-worse.ts';

/** Kept with every finding: never rename it, nor a name below. */
export const worseFigureKind = 'become-worse';

/** The two tables of the page. */
export type WorseTable = 'worse' | 'next';

/** How a finding names one of the two tables. */
export function worseFigureAddress(
  report: Pick<WorseReport, 'query'>,
  table: WorseTable,
): FigureAddress {
  return figureAddress(worseFigureKind, { ...decidedBy(report), figure: table });
}

/** How a finding names one rise of either. */
export function riseFigureAddress(
  report: Pick<WorseReport, 'query'>,
  { crimeType, code }: Pick<Rise, 'crimeType' | 'code'>,
): FigureAddress {
  const one = { 'crime-type': crimeTypeSlug(crimeType), area: code };
  return figureAddress(worseFigureKind, { ...decidedBy(report), ...one });
}

function decidedBy({ query }: Pick<WorseReport, 'query'>) {
  return { place: query.placeCode, to: query.to, months: String(query.months) };
}
