import type { Service } from '#core/service.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Principal } from '#platform/database/principal.ts';
import { NotFound } from '#platform/http/failures.ts';
import { freeze, type FrozenFigure } from './frozen-figure.ts';

/** Which figure: its kind, and the query of its page, such as `crime-type=robbery&months=24`. */
export type FigureAddress = { kind: string; query: string };

/** How a module works one kind of figure out again, so that it can be recorded in a finding. */
export type FigureKind = {
  /** A whole word or two with hyphens, such as `trend`. It is kept with every finding: never rename it. */
  kind: string;
  /**
   * Works out what takes longer than a transaction should be open, and keeps it for `freeze`, which then only
   * looks it up.
   */
  prepare?: (
    principal: Principal,
    service: Service,
    query: Readonly<Record<string, string>>,
  ) => Promise<void>;
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

/** Works figures out, of every kind that a module registered. */
export type Figures = {
  /** To be awaited before the transaction that reads the figure. Throws NotFound for what cannot be asked. */
  prepare(principal: Principal, address: FigureAddress): Promise<void>;
  /** Throws NotFound when there is no such figure. */
  read(tx: Transaction, address: FigureAddress): Promise<FrozenFigure>;
};

/** The figures of all these kinds. Throws when two kinds have one name. */
export function openFigures(service: Service, kinds: readonly FigureKind[]): Figures {
  const byName = new Map(kinds.map((one) => [one.kind, one]));
  if (byName.size !== kinds.length) throw new Error('Two kinds of figure have the same name.');
  return {
    async prepare(principal, { kind, query }) {
      await byName.get(kind)?.prepare?.(principal, service, parseQuery(query));
    },
    async read(tx, { kind, query }) {
      const figure = await byName.get(kind)?.freeze(tx, service, parseQuery(query));
      if (figure === undefined) throw new NotFound();
      return freeze(figure);
    },
  };
}

function parseQuery(query: string): Readonly<Record<string, string>> {
  const asked = Object.fromEntries(new URLSearchParams(query));
  // The database cannot even be asked about some of these.
  if (Object.values(asked).some((value) => /\p{Cc}/u.test(value))) throw new NotFound();
  return asked;
}
