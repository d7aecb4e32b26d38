import type { FigureAddress, FigureKind } from '#core/findings/figure-kind.ts';
import { figureAddressOfPage, isExactly } from '../figures/figure-address.ts';
import { freezeIncidentFigure } from '../figures/freeze-figure.ts';
import { evidencePaths } from '../paths.ts';
import { crimeTypeNote } from '../trends/crime-type-notes.ts';
import { findCrimeType } from '../trends/trend-query.ts';
import { comparisonNote, districtAddressOf } from './district-figure.ts';
import { readDistricts } from './read-districts.ts';

const kind = 'districts';

/** The districts beside each other, of one crime type or all, for findings. */
export const districtsKind: FigureKind = {
  kind,
  async freeze(tx, service, given) {
    const crimeType = findCrimeType(given['crime-type']);
    if (!isExactly(districtsFigureAddress(crimeType), given)) return undefined;
    const found = await readDistricts(tx, service, crimeType);
    if (found === undefined) return undefined;
    return freezeIncidentFigure(service, found.current, found.figure, {
      caveats: [crimeTypeNote(crimeType), comparisonNote],
      livePath: pathOf(crimeType),
    });
  },
};

/** How a finding names the districts' figure of a crime type, or of all. */
export function districtsFigureAddress(crimeType: string | undefined): FigureAddress {
  return figureAddressOfPage(kind, pathOf(crimeType));
}

function pathOf(crimeType: string | undefined): string {
  return evidencePaths.districts(districtAddressOf(crimeType));
}
