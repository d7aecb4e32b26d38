import { randomUUID } from 'node:crypto';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { dayOf } from '#platform/calendar.ts';
import { checkPoliceFiles } from '#modules/evidence/police-files/check-police-files.ts';
import { usualLimits } from '#modules/evidence/police-files/import-limits.ts';
import { sortPoliceRows } from '#modules/evidence/police-files/sort-police-rows.ts';
import { gatherFiles } from '#modules/evidence/police-imports/gather-files.ts';
import { damageBytes } from './damage-bytes.ts';
import { expectFile, expectTogether, type ExpectedFile } from './expect-police-rows.ts';
import { requireSame, requireThat, requireWords, type Ground } from './ground.ts';
import { makePoliceCsv } from './make-police-csv.ts';
import { packGzip } from './pack-gzip.ts';
import { packZip } from './pack-zip.ts';
import { times, type Random } from './random.ts';

type MadeFile = {
  name: string;
  bytes: Buffer;
  /** The contents that must come out; undefined when it must be refused, 'any' when it was damaged. */
  contents: readonly Buffer[] | undefined | 'any';
};

/** One to three files of police data, read as an import reads them and held against the rules. */
export async function runPoliceCase(
  random: Random,
  { service, folder, isThorough }: Ground,
): Promise<string> {
  const isSorted = random.chance(0.12) || isThorough;
  const made = times(random.pick([1, 1, 2, 3]), (at) => makeFile(random, at));
  const work = join(folder, 'work');
  const parquet = join(service.parquetDirectory, 'fuzz', randomUUID());
  await mkdir(work, { recursive: true });
  await mkdir(parquet, { recursive: true });
  const files = await Promise.all(
    made.map(async ({ name, bytes }, at) => {
      const path = join(parquet, `sent-${at}`);
      await writeFile(path, bytes);
      return { name, path, sha256: String(at), bytes: bytes.length };
    }),
  );
  const gathered = await gatherFiles({
    files,
    folder: join(parquet, 'unpacked'),
    limits: usualLimits,
    progress: () => undefined,
  });
  const checked = await checkPoliceFiles({
    files: gathered.filter((file) => file.kind === 'file'),
    limits: usualLimits,
  });
  const today = dayOf(service.clock.now());
  const expected: ExpectedFile[] = [];
  for (const file of checked) expected.push(expectFile(await readPlain(file.path), today));
  for (const [at, file] of checked.entries()) {
    const found = file.kind === 'readable' ? 'readable' : 'refused';
    const why = file.kind === 'refused' ? ` (${file.refusal.code})` : '';
    requireSame(`${file.name}${why} is`, found, expected[at]?.kind);
    if (file.kind === 'refused') requireWords(file.refusal);
  }
  for (const file of gathered) if (file.kind === 'refused') requireWords(file.refusal);
  await requireHonest(made, gathered, checked);

  const whole = expectTogether(expected);
  if (isSorted && checked.some(({ kind }) => kind === 'readable')) {
    const sorted = await sortPoliceRows({
      analytics: service.analytics,
      files: checked,
      expected: { today, areaCodes: 'published' },
      outDirectory: join(parquet, 'out'),
      mostUnits: usualLimits.units,
    });
    const { read, accepted, duplicate, quarantined } = whole;
    requireSame('the rows', sorted.rows, { read, accepted, duplicate, quarantined });
    const units = sorted.units.map(
      ({ force, month, accepted: rows }) => `${force} ${month}: ${rows}`,
    );
    const wanted = Array.from(whole.units, ([unit, rows]) => `${unit}: ${rows}`);
    requireSame('the units', units.toSorted(), wanted.toSorted());
  }
  requireSame('written outside', await listStrange(folder, parquet), []);
  return checked.some(({ kind }) => kind === 'readable') ? 'read' : 'refused';
}

function makeFile(random: Random, at: number): MadeFile {
  const csv = makeMaybeDamaged(random);
  switch (random.int(10)) {
    case 0:
    case 1: {
      const { bytes, content } = packGzip(random, csv);
      if (random.chance(0.15)) {
        return { name: `${at}.csv.gz`, bytes: damageBytes(random, bytes), contents: 'any' };
      }
      const isDense = csv.length > mayBeDense;
      return { name: `${at}.csv.gz`, bytes, contents: isDense ? 'any' : content && [content] };
    }
    case 2:
    case 3:
    case 4: {
      const inside = [csv, ...times(random.int(3), () => makeMaybeDamaged(random))];
      const { bytes, contents } = packZip(random, inside);
      const isDense = inside.some(({ length }) => length > mayBeDense);
      if (isDense) return { name: `${at}.zip`, bytes, contents: 'any' };
      if (random.chance(0.3)) {
        return { name: `${at}.zip`, bytes: damageBytes(random, bytes), contents: 'any' };
      }
      return { name: `${at}.zip`, bytes, contents };
    }
    default:
      return { name: `${at}-street.csv`, bytes: csv, contents: [csv] };
  }
}

/** So large that it is refused or not by how well it packs. */
const mayBeDense = 1_000_000;

function makeMaybeDamaged(random: Random): Buffer {
  const csv = makePoliceCsv(random);
  return random.chance(0.25) ? damageBytes(random, csv) : csv;
}

type Unpacked = { buffer: Buffer; engine: { bytesWritten: number } };

/** The content of a file as it is after archives were unpacked; nothing when it cannot be unpacked. */
async function readPlain(path: string): Promise<Buffer> {
  const bytes = await readFile(path);
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    const packed = gunzipSync(bytes, { info: true }) as unknown as Unpacked;
    const isDense = packed.buffer.length > 1_048_576 && packed.buffer.length > bytes.length * 100;
    const isWhole = packed.engine.bytesWritten === bytes.length;
    return isWhole && !isDense ? packed.buffer : Buffer.alloc(0);
  } catch {
    return Buffer.alloc(0);
  }
}

/** What is hostile must be refused as a whole; what is honest must give exactly what was packed. */
async function requireHonest(
  made: readonly MadeFile[],
  gathered: Awaited<ReturnType<typeof gatherFiles>>,
  checked: Awaited<ReturnType<typeof checkPoliceFiles>>,
): Promise<void> {
  for (const { name, contents } of made) {
    if (contents === 'any') continue;
    const out = checked.filter((file) => file.name === name || file.name.startsWith(`${name}: `));
    const isRefused = gathered.some((file) => file.kind === 'refused' && file.name === name);
    if (contents === undefined) {
      const isReadable = out.some(({ kind }) => kind === 'readable');
      requireThat(`${name} is hostile or damaged and was read`, isRefused || !isReadable);
      continue;
    }
    requireThat(`${name} is honest and was refused`, !isRefused);
    requireSame(`files out of ${name}`, out.length, contents.length);
    for (const [at, content] of contents.entries()) {
      const path = out[at]?.path;
      const same = path !== undefined && (await readPlain(path)).equals(content);
      requireThat(`${name} gives what was packed in it`, same);
    }
  }
}

/** Files that the import should not have written, wherever below the case's folders. */
async function listStrange(folder: string, parquet: string): Promise<string[]> {
  const known =
    /^(sent-\d+|unpacked\/\d+\/\d{5}\.csv|out\/(quarantine\.jsonl|duplicates\.parquet|unit-\d{5}\.parquet))$/;
  const inside = await readdir(parquet, { recursive: true, withFileTypes: true });
  const strange = inside
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(parquet, join(entry.parentPath, entry.name)))
    .filter((name) => !known.test(name));
  const beside = await readdir(dirname(parquet));
  const around = (await readdir(folder)).filter((name) => name !== 'work');
  return [...strange, ...around, ...beside.slice(1).map((name) => `../${name}`)];
}
