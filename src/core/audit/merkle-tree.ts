import { createHash } from 'node:crypto';

// The Merkle tree of RFC 6962, section 2.1: leaves and nodes are hashed apart, so that neither passes for the other.

const leafPrefix = Buffer.of(0);
const nodePrefix = Buffer.of(1);

/** SHA-256 over 0x00 and the text in UTF-8: 32 bytes. */
export function leafHashOf(text: string | Buffer): Buffer {
  return createHash('sha256').update(leafPrefix).update(text).digest();
}

function nodeHashOf(left: Buffer, right: Buffer): Buffer {
  return createHash('sha256').update(nodePrefix).update(left).update(right).digest();
}

/**
 * A tree that grows at its end. `edge` holds the roots of its full subtrees, the largest first: one for each bit
 * that is set in `size`. That is all it takes to grow further.
 */
export type GrowingTree = { readonly size: number; readonly edge: readonly Buffer[] };

export const emptyTree: GrowingTree = { size: 0, edge: [] };

export function growTree(tree: GrowingTree, leafHashes: Iterable<Buffer>): GrowingTree {
  const edge = [...tree.edge];
  let { size } = tree;
  for (const leaf of leafHashes) {
    let root = leaf;
    // Every bit set from the lowest up is a full subtree that the new leaf completes a pair with.
    for (let bits = size; bits % 2 === 1; bits = Math.floor(bits / 2)) {
      root = nodeHashOf(edge.pop() ?? root, root);
    }
    edge.push(root);
    size += 1;
  }
  return { size, edge };
}

/** The hash that stands for all leaves of the tree, 32 bytes. */
export function rootOf({ edge }: GrowingTree): Buffer {
  const [smallest, ...others] = edge.toReversed();
  if (smallest === undefined) return createHash('sha256').digest();
  return others.reduce((right, left) => nodeHashOf(left, right), smallest);
}
