import { z } from 'zod';
import type { FigureAddress, FigureKind } from '#core/findings/figure-kind.ts';
import { readPlace, type Place } from '../areas/place.ts';
import { figureAddress, isExactly } from '../figures/figure-address.ts';
import { findPlaceCode } from '../figures/place-query.ts';
import type { SeriesKey } from '../partner-counts/count-series-store.ts';
import { freezeCountFigure } from '../partner-counts/freeze-count-figure.ts';
import { evidencePaths } from '../paths.ts';
import { readPartFigures } from './part-figures.ts';

const kind = 'part';
const Asked = z.object({
  part: z.string(),
  source: z.string(),
  measure: z.string(),
  place: z.string().optional(),
});

/** What one source counts of a part of the definition in a place, for findings. */
export const partKind: FigureKind = {
  kind,
  async freeze(tx, service, given) {
    const { data: asked } = Asked.safeParse(given);
    if (asked === undefined) return undefined;
    const { part } = asked;
    if (!service.profile.definition.classes.some(({ id }) => id === part)) return undefined;
    const place = await readPlace(tx, service, findPlaceCode(asked.place));
    const { figures, origin } = await readPartFigures(tx, service, { part, place });
    const found = figures.find(({ series }) => isExactly(partFigureAddress(series, place), given));
    if (found === undefined || origin === undefined) return undefined;
    const livePath = evidencePaths.part({ part, place: place.area?.code });
    return freezeCountFigure(service, { ...found, origin }, livePath);
  },
};

/** How a finding names one source's figure on the page of a part. */
export function partFigureAddress(
  { part, source, measure }: SeriesKey,
  { area }: Place,
): FigureAddress {
  return figureAddress(kind, { part, source, measure, place: area?.code });
}
