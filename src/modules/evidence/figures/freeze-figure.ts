import { freezeTable, type FrozenFigure } from '#core/findings/frozen-figure.ts';
import type { Estimate, Figure } from './figure.ts';
import { intervalRange, preciseInWords, rounded } from './number-words.ts';

/** What a frozen figure has besides the figure itself. */
export type AroundFigure = {
  /** What stands under its first sentence; what is undefined is left out. */
  sentences?: readonly (string | undefined)[];
  /** What stands beside it and must be known with it. */
  caveats?: readonly (string | undefined)[];
  definitionVersion: number;
  /** The page that shows the figure. */
  livePath: string;
};

/** A figure of the evidence as a finding keeps it: all that its page says, without the picture. */
export function freezeFigure<Row>(figure: Figure<Row>, around: AroundFigure): FrozenFigure {
  return {
    title: figure.heading,
    sentences: [figure.sentence, ...present(around.sentences)],
    estimates: figure.estimates.map(freezeEstimate),
    table: freezeTable(figure.table),
    units: figure.units,
    period: figure.period,
    sources: [figure.source],
    definition: figure.definition,
    definitionVersion: around.definitionVersion,
    caveats: [...present(around.caveats), ...figure.caveats],
    livePath: around.livePath,
  };
}

function freezeEstimate({
  label,
  value,
  lower,
  upper,
}: Estimate): FrozenFigure['estimates'][number] {
  const inWords = {
    value: (Number.isInteger(value) ? rounded : preciseInWords)(value),
    interval: intervalRange({ lower, upper }),
  };
  return { label, value, lower, upper, inWords };
}

function present(words: readonly (string | undefined)[] = []): string[] {
  return words.filter((one) => one !== undefined);
}
