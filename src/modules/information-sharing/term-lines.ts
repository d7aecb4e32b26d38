import type { KeptTerm } from '#core/access/agreements/agreement.ts';
import type { Flow } from '#core/access/agreements/flow.ts';
import { categoryNames, type Category, type Direction } from '#core/access/agreements/term.ts';
import { purposeNames, type Purpose } from '#core/access/purposes.ts';
import type { Capacity, Regime } from '#core/person-records/person-record.ts';

type Records = { heldAs: readonly Capacity[]; processing: readonly Regime[] };

/** Terms of one party that say the same of several categories and purposes, in one line. */
export type TermLine = Records & {
  agencyId: string;
  direction: Direction;
  gatewayId: string | undefined;
  categories: readonly Category[];
  purposes: readonly Purpose[];
  termIds: readonly string[];
};

/** What one party gives several others, in one line. */
export type FlowLine = Records & {
  giverId: string;
  receiverIds: readonly string[];
  gatewayId: string;
  categories: readonly Category[];
  purposes: readonly Purpose[];
};

/** Joins terms into as few lines as say the same. */
export function joinTerms(terms: readonly KeptTerm[]): TermLine[] {
  const byPurpose = groupBy(terms, ({ agencyId, direction, gatewayId, purpose, ...records }) =>
    [agencyId, direction, gatewayId ?? '', purpose, recordsKey(records)].join('|'),
  ).map((group) => ({
    first: group[0],
    categories: inOrder(group.map(({ category }) => category)),
    ids: group.map(({ id }) => id),
  }));
  return groupBy(byPurpose, ({ first, categories }) =>
    [first.agencyId, first.direction, first.gatewayId ?? '', recordsKey(first), ...categories].join(
      '|',
    ),
  ).map((group) => {
    const { agencyId, direction, gatewayId, heldAs, processing } = group[0].first;
    return {
      agencyId,
      direction,
      gatewayId,
      heldAs,
      processing,
      categories: group[0].categories,
      purposes: inPurposeOrder(group.map(({ first }) => first.purpose)),
      termIds: group.flatMap(({ ids }) => ids),
    };
  });
}

/** Joins flows into as few lines as say the same. */
export function joinFlows(flows: readonly Flow[]): FlowLine[] {
  const byReceiver = groupBy(flows, ({ giverId, receiverId, gatewayId, purpose, ...records }) =>
    [giverId, receiverId, gatewayId, purpose, recordsKey(records)].join('|'),
  ).map((group) => ({
    first: group[0],
    categories: inOrder(group.map(({ category }) => category)),
  }));
  const byPurpose = groupBy(byReceiver, ({ first, categories }) =>
    [first.giverId, first.receiverId, first.gatewayId, recordsKey(first), ...categories].join('|'),
  ).map((group) => ({
    ...group[0],
    purposes: inPurposeOrder(group.map(({ first }) => first.purpose)),
  }));
  return groupBy(byPurpose, ({ first, categories, purposes }) =>
    [first.giverId, first.gatewayId, recordsKey(first), ...categories, '', ...purposes].join('|'),
  ).map((group) => {
    const { giverId, gatewayId, heldAs, processing } = group[0].first;
    const { categories, purposes } = group[0];
    const receiverIds = group.map(({ first }) => first.receiverId);
    return { giverId, receiverIds, gatewayId, heldAs, processing, categories, purposes };
  });
}

function recordsKey({ heldAs, processing }: Records): string {
  return [heldAs.toSorted().join(','), processing.toSorted().join(',')].join('/');
}

function inOrder(categories: readonly Category[]): Category[] {
  return categoryNames.filter((one) => categories.includes(one));
}

function inPurposeOrder(purposes: readonly Purpose[]): Purpose[] {
  return purposeNames.filter((one) => purposes.includes(one));
}

/** Groups in the order in which their first members come; none is empty. */
function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): [Item, ...Item[]][] {
  const groups = new Map<string, [Item, ...Item[]]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return [...groups.values()];
}
