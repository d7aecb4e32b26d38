import type { Service } from '#core/service.ts';
import type { Transaction } from '#platform/database/database.ts';
import { NotFound } from '#platform/http/failures.ts';
import { freeze, type FrozenFigure } from './frozen-figure.ts';

/** Which figure: its kind, and the query of its page, such as `crime-type=robbery&months=24`. */
export type FigureAddress = { kind: string; query: string };

/** How a module works one kind of figure out again, so that it can be recorded in a finding. */
export type FigureKind = {
  /** A whole word or two with hyphens, such as `trend`. It is kept with every finding: never rename it. */
  kind: string;
  /**
   * The figure of a query as it is now; undefined when the query does not name one exactly. It never
   * falls back on another figure. Whoever may read findings may read what it gives.
   */
  freeze: (
    tx: Transaction,
    service: Service,
    query: Readonly<Record<string, string>>,
  ) => Promise<FrozenFigure | undefined>;
};

/** Works a figure out. Throws NotFound when there is no such figure. */
export type ReadFigure = (tx: Transaction, address: FigureAddress) => Promise<FrozenFigure>;

/** Reads figures of all these kinds. Throws when two kinds have one name. */
export function makeFigureReader(service: Service, kinds: readonly FigureKind[]): ReadFigure {
  const byName = new Map(kinds.map((one) => [one.kind, one]));
  if (byName.size !== kinds.length) throw new Error('Two kinds of figure have the same name.');
  return async (tx, { kind, query }) => {
    const asked = Object.fromEntries(new URLSearchParams(query));
    // The database cannot even be asked about some of these.
    if (Object.values(asked).some((value) => /\p{Cc}/u.test(value))) throw new NotFound();
    const figure = await byName.get(kind)?.freeze(tx, service, asked);
    if (figure === undefined) throw new NotFound();
    return freeze(figure);
  };
}
