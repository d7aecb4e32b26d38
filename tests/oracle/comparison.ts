import type { Expectation } from './expectations.ts';
import type { Outcome } from './looker-store.ts';
import type { Looker, World } from './world.ts';

/** One answer of the database that is not the page's. */
export type Difference = {
  seed: number;
  looker: Looker;
  operation: string;
  /** The row's id, or what it is about where no one row can be named. */
  row: string;
  database: string;
  page: string;
  rule: number;
};

/** Counts checks, and keeps what came out otherwise than the page says. */
export type Comparison = {
  checks: number;
  /** How many checks each rule decided, and how. */
  readonly byRule: Map<number, { yes: number; no: number }>;
  readonly differences: Difference[];
};

export function openComparison(): Comparison {
  return { checks: 0, byRule: new Map(), differences: [] };
}

/** The checks of one looker in one world. */
export type Checking = { comparison: Comparison; world: World; looker: Looker };

/** Compares, row by row, what an operation reached with what the page says of every row there is. */
export function compareRows(
  checking: Checking,
  operation: string,
  expectation: Expectation,
  reached: readonly string[],
): void {
  const found = new Set(reached);
  for (const [row, verdict] of expectation) {
    const isReached = found.delete(row);
    note(checking, { operation, row, isReached, ...verdict });
  }
  for (const row of found) {
    note(checking, { operation, row, isReached: true, isSo: false, rule: 25 });
  }
}

type Noted = { operation: string; row: string; isReached: boolean; isSo: boolean; rule: number };

/** One check: did the operation reach the row, and should it have? */
export function note(
  { comparison, world, looker }: Checking,
  { operation, row, isReached, isSo, rule }: Noted,
): void {
  comparison.checks += 1;
  const decided = comparison.byRule.get(rule) ?? { yes: 0, no: 0 };
  decided[isSo ? 'yes' : 'no'] += 1;
  comparison.byRule.set(rule, decided);
  if (isReached === isSo) return;
  comparison.differences.push({
    seed: world.seed,
    looker,
    operation,
    row,
    database: isReached ? 'yes' : 'no',
    page: isSo ? 'yes' : 'no',
    rule,
  });
}

/** Compares how many rows an operation reached that cannot name them. */
export function compareCount(
  checking: Checking,
  operation: string,
  expectation: Expectation,
  outcome: Outcome,
): void {
  const { comparison, world, looker } = checking;
  comparison.checks += Math.max(expectation.size, 1);
  let expected = 0;
  let rule = 2;
  for (const verdict of expectation.values()) {
    if (verdict.isSo) expected += 1;
    else rule = verdict.rule;
  }
  const reached = outcome.kind === 'done' ? outcome.count : 0;
  if (reached === expected) return;
  comparison.differences.push({
    seed: world.seed,
    looker,
    operation,
    row: `of ${expectation.size} rows`,
    database: String(reached),
    page: String(expected),
    rule,
  });
}
