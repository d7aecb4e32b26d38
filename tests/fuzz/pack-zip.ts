import { makeZip, type ZipContent } from '#tests/support/zip-archive.ts';
import { makeZip64 } from './make-zip64.ts';
import type { Random } from './random.ts';

export type PackedArchive = {
  bytes: Buffer;
  /** What comes out of it, in order; undefined when the whole archive must be refused. */
  contents: readonly Buffer[] | undefined;
};

type Spoiling = (random: Random, entries: readonly ZipContent[]) => Buffer;

const changeOne = (random: Random, entries: readonly ZipContent[], change: Partial<ZipContent>) => {
  const chosen = random.int(entries.length);
  return makeZip(entries.map((entry, at) => (at === chosen ? { ...entry, ...change } : entry)));
};

const hostileNames = [
  '../a-street.csv',
  '/etc/cron.d/a-street.csv',
  'C:\\a-street.csv',
  'a\\..\\..\\b-street.csv',
  'x/../../b-street.csv',
  'a\0-street.csv',
  'a\n-street.csv',
  '',
  '..',
  'n'.repeat(1_100),
] as const;

/** Every way in which an archive may be hostile or damaged; each must be refused as a whole. */
const spoilings: readonly [Spoiling, ...Spoiling[]] = [
  (random, entries) => changeOne(random, entries, { name: random.pick(hostileNames) }),
  (random, entries) =>
    changeOne(random, entries, { mode: random.pick([0o120777, 0o20666, 0o60660, 0o10644]) }),
  (random, entries) => changeOne(random, entries, { flags: random.pick([1, 0x41]) }),
  (random, entries) => changeOne(random, entries, { method: random.pick([1, 9, 12, 14, 99]) }),
  (random, entries) => changeOne(random, entries, { crc: random.int(1_000_000) }),
  (random, entries) =>
    changeOne(random, entries, { claimedBytes: random.pick([0, 1, 5_000_000, 0xffffffff]) }),
  (random, entries) => changeOne(random, entries, { innerName: 'other-street.csv' }),
  (_random, entries) =>
    makeZip([...entries, ...entries.slice(0, 1).map((entry) => ({ ...entry, sharesWith: 0 }))]),
  (random, entries) => makeZip(entries, entries.length + random.pick([1, 70, 20_001])),
  (_random, entries) => makeZip(entries, entries.length - 1),
  (random, entries) => {
    const bomb = Buffer.alloc(1_100_000 + random.int(200_000), 'a');
    return makeZip([...entries, { name: 'z-street.csv', content: bomb }]);
  },
  (random, entries) => {
    const whole = makeZip(entries);
    return whole.subarray(0, 2 + random.int(whole.length - 2));
  },
  (_random, entries) => makeZip([...entries, { name: '[Content_Types].xml', content: 'x' }]),
];

/** Packs files into a zip archive, honestly or not. */
export function packZip(random: Random, files: readonly Buffer[]): PackedArchive {
  const entries: ZipContent[] = files.map((content, at) => ({
    name: random.pick([`2025-06/2025-06-${at}-street.csv`, 'same-street.csv', `é ${at}.csv`]),
    content,
    isStored: random.chance(0.3),
  }));
  // A lie about nothing may be true.
  if (files.every(({ length }) => length > 1) && random.chance(0.45)) {
    return { bytes: random.pick(spoilings)(random, entries), contents: undefined };
  }
  const beside: ZipContent[] = [
    { name: '2025-06/', mode: 0o40755 },
    { name: '2025-06/2025-06-a-outcomes.csv', content: 'no row of ours\n' },
    { name: '__MACOSX/._a-street.csv', content: 'x' },
  ];
  if (random.chance(0.2)) {
    const named = files.map((content, at) => ({ name: `${at}-street.csv`, content }));
    return { bytes: makeZip64(named), contents: files };
  }
  const archive = [...beside.filter(() => random.chance(0.3)), ...entries];
  return { bytes: makeZip(archive), contents: files };
}
