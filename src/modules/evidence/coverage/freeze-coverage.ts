import type { FigureAddress, FigureKind } from '#core/findings/figure-kind.ts';
import type { FrozenFigure } from '#core/findings/frozen-figure.ts';
import type { Service } from '#core/service.ts';
import type { Figure } from '../figures/figure.ts';
import { figureAddress, isExactly } from '../figures/figure-address.ts';
import { freezeFigure, freezeIncidentFigure } from '../figures/freeze-figure.ts';
import { countNotice } from '../partner-counts/count-words.ts';
import { evidencePaths } from '../paths.ts';
import {
  makeCalendarFigure,
  makeForcesFigure,
  makeMonthsFigure,
  makeSeriesFigure,
} from './coverage-figures.ts';
import { readCoverage, type Coverage } from './read-coverage.ts';

const kind = 'coverage';
const livePath = evidencePaths.coverage();

/** What is loaded and what is missing, for findings: each figure of the page by its id. */
export const coverageKind: FigureKind = {
  kind,
  async freeze(tx, service, given) {
    const { figure: id = '' } = given;
    if (!isExactly(coverageFigureAddress(id), given)) return undefined;
    return freezeShown(service, await readCoverage(tx, service), id);
  },
};

/** How a finding names a figure of the page. `id` is the figure's, which is kept: never rename it. */
export function coverageFigureAddress(id: string): FigureAddress {
  return figureAddress(kind, { figure: id });
}

function freezeShown(
  service: Service,
  { police, partners }: Coverage,
  id: string,
): FrozenFigure | undefined {
  if (id === 'partners') {
    return partners === undefined || partners.series.length === 0
      ? undefined
      : freezePartners(service, partners);
  }
  if (police === undefined) return undefined;
  const freeze = <Row>(figure: Figure<Row>) =>
    freezeIncidentFigure(service, police.current, figure, { livePath });
  if (id === 'calendar') return freeze(makeCalendarFigure(police));
  if (id === 'months') return freeze(makeMonthsFigure(police));
  // The page shows other forces only where there are some.
  if (id === 'forces' && police.others.length > 0) return freeze(makeForcesFigure(police));
  return undefined;
}

function freezePartners(
  service: Service,
  { origin, series, months }: NonNullable<Coverage['partners']>,
): FrozenFigure {
  return freezeFigure(makeSeriesFigure(service, series, months), {
    caveats: [origin === 'demonstration' ? countNotice(service, origin) : undefined],
    definitionVersion: Math.max(...series.map(({ definitionVersion }) => definitionVersion)),
    livePath,
  });
}
