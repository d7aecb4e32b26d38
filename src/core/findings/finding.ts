import type { TablePage } from '#design-system/tables/table-query.ts';
import type { FigureAddress } from './figure-kind.ts';
import type { FrozenFigure } from './frozen-figure.ts';

/** What a list shows of a finding. */
export type FindingLine = {
  id: string;
  sentence: string;
  figureTitle: string;
  /** Name and agency as they were when it was recorded. */
  author: { name: string; agency: string };
  recordedAt: Date;
  isSuperseded: boolean;
};

/** Another finding that this one takes the place of, or that takes the place of this one. */
export type FindingLink = { id: string; sentence: string; reason: string };

/** A sentence with the figure it was read from, frozen, its source and its author. */
export type Finding = Omit<FindingLine, 'figureTitle' | 'isSuperseded'> & {
  address: FigureAddress;
  figure: FrozenFigure;
  supersedes: FindingLink | undefined;
  supersededBy: (FindingLink & { by: string; at: Date }) | undefined;
};

export const findingStates = ['in-use', 'superseded', 'all'] as const;
export type FindingState = (typeof findingStates)[number];

/** What somebody looks for: words that all occur in the sentence, the figure's title or the author's name. */
export type FindingSearch = { words: readonly string[]; state: FindingState; page: number };

export type FoundFindings = TablePage<FindingLine>;
