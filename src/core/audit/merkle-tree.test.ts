import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emptyTree, growTree, leafHashOf, rootOf } from './merkle-tree.ts';

const treeOf = (leaves: readonly string[]) => growTree(emptyTree, leaves.map(leafHashOf));
const hex = (hash: Buffer | undefined) => hash?.toString('hex');

describe('the tree of RFC 6962', () => {
  // The leaves and roots that the Certificate Transparency projects publish for their implementations.
  const leaves = [
    '',
    '00',
    '10',
    '2021',
    '3031',
    '40414243',
    '5051525354555657',
    '606162636465666768696a6b6c6d6e6f',
  ].map((text) => Buffer.from(text, 'hex'));
  const roots = [
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
    'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
    '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
    'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
    '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
  ];

  test.each(roots.map((root, size) => [size, root] as const))(
    'has the published root over the first %i leaves',
    (size, root) => {
      const tree = growTree(emptyTree, leaves.slice(0, size).map(leafHashOf));
      expect(tree.size).toBe(size);
      expect(hex(rootOf(tree))).toBe(root);
    },
  );

  test('grown in any steps is the tree that its definition makes at once', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.string(), { maxLength: 20 }), { maxLength: 8 }), (steps) => {
        const grown = steps.reduce((tree, step) => growTree(tree, step.map(leafHashOf)), emptyTree);
        expect(hex(rootOf(grown))).toBe(hex(rootByDefinition(steps.flat().map(leafHashOf))));
      }),
      { numRuns: 60 },
    );
  });
});

describe('a head and any later one of the same log', () => {
  test('are consistent: one proof leads to both, and to no other', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string(), { minLength: 1, maxLength: 70 }),
        fc.nat(),
        fc.nat(),
        (leaves, some, which) => {
          const size = 1 + (some % leaves.length);
          const hashes = leaves.map(leafHashOf);
          const [older, newer] = [treeOf(leaves.slice(0, size)), treeOf(leaves)].map(rootOf);
          const proof = consistencyProof(size, hashes);
          expect(rootsFromProof(size, leaves.length, proof, older)).toEqual([
            hex(older),
            hex(newer),
          ]);
          const changed = [...leaves];
          changed[which % size] = `${leaves[which % size]}!`;
          const other = rootOf(treeOf(changed.slice(0, size)));
          expect(hex(other)).not.toBe(hex(older));
          expect(rootsFromProof(size, leaves.length, proof, other)).not.toEqual([
            hex(other),
            hex(newer),
          ]);
        },
      ),
      { numRuns: 80 },
    );
  });
});

const node = (left: Buffer, right: Buffer) =>
  createHash('sha256').update(Buffer.of(1)).update(left).update(right).digest();

/** The largest power of two smaller than n. */
function split(n: number): number {
  let half = 1;
  while (half * 2 < n) half *= 2;
  return half;
}

/** MTH(D[n]) of section 2.1, over leaves that are hashed already. */
function rootByDefinition(leaves: readonly Buffer[]): Buffer {
  const [first] = leaves;
  if (first === undefined) return createHash('sha256').digest();
  if (leaves.length === 1) return first;
  const half = split(leaves.length);
  return node(rootByDefinition(leaves.slice(0, half)), rootByDefinition(leaves.slice(half)));
}

/** PROOF(m, D[n]) of section 2.1.2. */
function consistencyProof(size: number, leaves: readonly Buffer[], isWhole = true): Buffer[] {
  if (size === leaves.length) return isWhole ? [] : [rootByDefinition(leaves)];
  const half = split(leaves.length);
  const [left, right] = [leaves.slice(0, half), leaves.slice(half)];
  return size <= half
    ? [...consistencyProof(size, left, isWhole), rootByDefinition(right)]
    : [...consistencyProof(size - half, right, false), rootByDefinition(left)];
}

/** The roots of the older and the newer tree that a proof leads to, as section 2.1.4.2 of RFC 9162 has it. */
function rootsFromProof(
  size: number,
  newSize: number,
  proof: readonly Buffer[],
  older: Buffer | undefined,
): (string | undefined)[] {
  if (older === undefined || size === newSize) return [hex(older), hex(older)];
  const isPower = (size & (size - 1)) === 0;
  const [seed, ...path] = isPower ? [older, ...proof] : proof;
  let [oldIndex, newIndex] = [size - 1, newSize - 1];
  while (oldIndex % 2 === 1) [oldIndex, newIndex] = [oldIndex >> 1, newIndex >> 1];
  let [oldRoot, newRoot] = [seed ?? older, seed ?? older];
  for (const hash of path) {
    if (oldIndex % 2 === 1 || oldIndex === newIndex) {
      [oldRoot, newRoot] = [node(hash, oldRoot), node(hash, newRoot)];
      while (oldIndex % 2 === 0 && oldIndex !== 0) {
        [oldIndex, newIndex] = [oldIndex >> 1, newIndex >> 1];
      }
    } else {
      newRoot = node(newRoot, hash);
    }
    [oldIndex, newIndex] = [oldIndex >> 1, newIndex >> 1];
  }
  return [hex(oldRoot), hex(newRoot)];
}
