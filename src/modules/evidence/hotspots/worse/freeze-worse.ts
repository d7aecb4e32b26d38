import type { FigureKind } from '#core/findings/figure-kind.ts';
import type { FrozenFigure } from '#core/findings/frozen-figure.ts';
import type { Service } from '#core/service.ts';
import { isExactly } from '#modules/evidence/figures/figure-address.ts';
import type { Figure } from '#modules/evidence/figures/figure.ts';
import { freezeIncidentFigure } from '#modules/evidence/figures/freeze-figure.ts';
import type { Read } from '#modules/evidence/hotspots/read-map.ts';
import { evidencePaths } from '#modules/evidence/paths.ts';
import type { Rise } from './find-worse.ts';
import { readWorse, takeCompared, type WorseReport } from './read-worse.ts';
import { riseFigureAddress, worseFigureAddress, worseFigureKind } from './worse-address.ts';
import { frozenRiseColumns } from './worse-columns.tsx';
import { makeRiseFigure, makeWorseTable } from './worse-figures.ts';
import { parseWorseQuery, worseAddressOf } from './worse-query.ts';
import { boardSentence, worseCaveats, worseHeading } from './worse-words.ts';

/** What has become worse, as either table of its page or one rise of them, for findings. */
export const worseKind: FigureKind = {
  kind: worseFigureKind,
  async prepare(principal, service, given) {
    const read: Read = (work) => service.database.transaction(principal, work);
    await readWorse(read, service, parseWorseQuery(given));
  },
  async freeze(tx, service, given) {
    const asked = parseWorseQuery(given);
    const report = await readWorse((work) => work(tx), service, asked, takeCompared);
    if (report === undefined || report.found === null) return undefined;
    const table = given['figure'];
    if (table === 'worse' || table === 'next') {
      if (!isExactly(worseFigureAddress(report, table), given)) return undefined;
      const figure = makeWorseTable(service.profile, report, table);
      const heading = `${figure.heading}: ${worseHeading(report)}`;
      const sentences = figure.table.rows
        .slice(0, mostSentences)
        .map((rise) => boardSentence(rise, report));
      return keep(service, report, { ...figure, heading }, sentences);
    }
    const { worse, next } = report.found;
    const rise = [...worse, ...next].find((one) =>
      isExactly(riseFigureAddress(report, one), given),
    );
    return rise && keep(service, report, makeRiseFigure(service.profile, report, rise));
  },
};

/** A finding holds ten sentences, and the first is that of the table. */
const mostSentences = 9;

function keep(
  service: Service,
  report: WorseReport,
  figure: Figure<Rise>,
  sentences: readonly string[] = [],
): FrozenFigure {
  const { rows } = figure.table;
  const path = evidencePaths.worse(worseAddressOf(report.query));
  const caveats = figure.caveats.filter((one) => !worseCaveats(report).includes(one));
  return freezeIncidentFigure(
    service,
    report.current,
    { ...figure, caveats, table: { columns: frozenRiseColumns(report), rows } },
    { sentences, caveats: worseCaveats(report), livePath: `${path}#${figure.id}-heading` },
  );
}
