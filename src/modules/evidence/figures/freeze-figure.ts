import { freezeTable, type FrozenFigure } from '#core/findings/frozen-figure.ts';
import type { Service } from '#core/service.ts';
import type { CurrentSource } from '../incident-counts/incident-source-store.ts';
import { noticeFor } from '../provenance-words.ts';
import { estimateInWords } from './estimate-words.ts';
import type { Figure } from './figure.ts';

/** What a frozen figure has besides the figure itself. */
type AroundFigure = {
  /** What stands under its first sentence. */
  sentences?: readonly string[];
  /** What stands beside it and must be known with it; what is undefined is left out. */
  caveats?: readonly (string | undefined)[];
  definitionVersion: number;
  /** The page that shows the figure. */
  livePath: string;
};

/** A figure of the evidence as a finding keeps it: all that its page says, without the picture. */
export function freezeFigure<Row>(figure: Figure<Row>, around: AroundFigure): FrozenFigure {
  const beside = (around.caveats ?? []).filter((one) => one !== undefined);
  return {
    title: figure.heading,
    sentences: [figure.sentence, ...(around.sentences ?? [])],
    estimates: figure.estimates.map(({ label, value, lower, upper }) => {
      const inWords = estimateInWords({ label, value, lower, upper });
      return { label, value, lower, upper, inWords };
    }),
    table: freezeTable(figure.table),
    units: figure.units,
    period: figure.period,
    sources: [figure.source],
    definition: figure.definition,
    definitionVersion: around.definitionVersion,
    caveats: [...beside, ...figure.caveats],
    livePath: around.livePath,
  };
}

/** The same of a figure made from the incidents that are loaded; of invented ones it says so. */
export function freezeIncidentFigure<Row>(
  service: Service,
  current: CurrentSource,
  figure: Figure<Row>,
  around: Omit<AroundFigure, 'definitionVersion'>,
): FrozenFigure {
  const notice = current.source === 'demonstration' ? noticeFor(service, current) : undefined;
  return freezeFigure(figure, {
    ...around,
    caveats: [notice, ...(around.caveats ?? [])],
    definitionVersion: service.profile.definition.version,
  });
}
