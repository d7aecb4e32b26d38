import { z } from 'zod';
import type { FigureAddress, FigureKind } from '#core/findings/figure-kind.ts';
import type { Figure } from '../figures/figure.ts';
import { figureAddress, isExactly } from '../figures/figure-address.ts';
import { freezeIncidentFigure } from '../figures/freeze-figure.ts';
import { evidencePaths } from '../paths.ts';
import { findArea } from './area-store.ts';
import { looksLikeAreaCode } from './area-words.ts';
import { readAreaFigures } from './read-area-figures.ts';

const kind = 'area';
const Asked = z.object({ area: z.string().refine(looksLikeAreaCode), figure: z.string() });

/** The figures of an area's page, for findings: its crime types, and each kind of smaller area. */
export const areaKind: FigureKind = {
  kind,
  async freeze(tx, service, given) {
    const { data: asked } = Asked.safeParse(given);
    if (asked === undefined) return undefined;
    const area = await findArea(tx, asked.area);
    const found = area && (await readAreaFigures(tx, service, area));
    if (found === undefined || typeof found === 'string') return undefined;
    const isAsked = ({ id }: { id: string }) => isExactly(areaFigureAddress(asked.area, id), given);
    const freeze = <Row>(figure: Figure<Row>) =>
      freezeIncidentFigure(service, found.current, figure, {
        livePath: evidencePaths.area(asked.area),
      });
    if (isAsked(found.types)) return freeze(found.types);
    const smaller = found.smaller.find(isAsked);
    return smaller && freeze(smaller);
  },
};

/** How a finding names a figure of an area's page. `id` is the figure's, which is kept: never rename it. */
export function areaFigureAddress(area: string, id: string): FigureAddress {
  return figureAddress(kind, { area, figure: id });
}
