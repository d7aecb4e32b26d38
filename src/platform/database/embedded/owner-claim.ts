import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { explainingFileErrors, findFileErrorCode } from './file-problem.ts';
import { findProcessBirth } from './process-birth.ts';

/*
 * Who owns the data. Node has no file lock that the system lets go of when a process dies, so each process
 * writes a claim under its own name (process number and birth), then looks at the others: whoever sees no
 * living claim but its own is the owner; otherwise it withdraws. Of two that come at once, the second to
 * write sees the first, so there are never two owners. No name is ever used by two processes, so a dead
 * one's claim is removed by anybody at any time without harm, and a crash leaves nothing to mend.
 */

const Claim = z.object({
  state: z.enum(['claiming', 'starting', 'serving', 'stopping']),
  serverPid: z.number().optional(),
  socketDirectory: z.string().optional(),
  port: z.number().optional(),
});
type Claim = z.infer<typeof Claim>;

/** Another process that holds the data, and what it says about its server. */
export type Owner = Claim & { readonly pid: number };

/** The data, held by this process until `release`. */
export type Ownership = {
  /** Socket folders that owners who died have left behind. */
  readonly leftSocketDirectories: readonly string[];
  record(claim: Claim): Promise<void>;
  release(): Promise<void>;
};

const CONTENDING_MAY_TAKE = 10_000;

const NAME = /^(?<pid>\d+)_(?<birth>[\w-]+)\.(?:json|part)$/;

/** Takes the data for this process, or tells who has it. Contenders sort themselves out in milliseconds. */
export async function claimOwnership(
  dataDirectory: string,
): Promise<{ ownership: Ownership } | { owner: Owner }> {
  const folder = join(dataDirectory, 'owner');
  await explainingFileErrors(folder, () => mkdir(folder, { recursive: true, mode: 0o700 }));
  const name = `${process.pid}_${findProcessBirth(process.pid) ?? 'unknown'}`;
  const deadline = performance.now() + CONTENDING_MAY_TAKE;
  for (;;) {
    const mine = await writeFirstClaim(folder, name);
    const { living, dead } = await listClaims(folder, mine ? `${name}.json` : undefined);
    if (mine && living.length === 0) return { ownership: await holdClaim(folder, name, dead) };
    if (mine) await rm(join(folder, `${name}.json`), { force: true });
    const owner = living.find((other) => other.state !== 'claiming');
    // A contender that is paused in the middle must not make the others wait for ever.
    if (!owner && living[0] && performance.now() > deadline) return { owner: living[0] };
    if (owner) return { owner };
    await pause(5 + Math.random() * 45);
  }
}

async function holdClaim(folder: string, name: string, dead: DeadClaim[]): Promise<Ownership> {
  const [file, part] = [join(folder, `${name}.json`), join(folder, `${name}.part`)];
  const ownership: Ownership = {
    leftSocketDirectories: dead.flatMap((claim) => claim.socketDirectory ?? []),
    record: (claim) =>
      explainingFileErrors(folder, async () => {
        await writeFile(part, JSON.stringify(claim));
        await rename(part, file);
      }),
    release: async () => {
      await rm(part, { force: true });
      await rm(file, { force: true });
    },
  };
  try {
    await ownership.record({ state: 'starting' });
    for (const claim of dead) await rm(claim.path, { force: true });
    return ownership;
  } catch (error) {
    await ownership.release();
    throw error;
  }
}

// False when this very process already has a claim on this data.
async function writeFirstClaim(folder: string, name: string): Promise<boolean> {
  return explainingFileErrors(folder, async () => {
    try {
      await writeFile(join(folder, `${name}.json`), '', { flag: 'wx', mode: 0o600 });
      return true;
    } catch (error) {
      if (findFileErrorCode(error) === 'EEXIST') return false;
      throw error;
    }
  });
}

type DeadClaim = { readonly path: string; readonly socketDirectory: string | undefined };

async function listClaims(
  folder: string,
  own: string | undefined,
): Promise<{ living: Owner[]; dead: DeadClaim[] }> {
  const [living, dead]: [Owner[], DeadClaim[]] = [[], []];
  for (const file of await readdir(folder)) {
    const named = NAME.exec(file)?.groups;
    if (!named || file === own) continue;
    const pid = Number(named['pid']);
    const path = join(folder, file);
    const claim = await readClaim(path);
    if (findProcessBirth(pid) !== named['birth']) {
      dead.push({ path, socketDirectory: claim.socketDirectory });
    } else if (file.endsWith('.json')) {
      living.push({ ...claim, pid });
    }
  }
  return { living, dead };
}

// A claim that is empty, cut short or just gone is one whose process has not become the owner.
async function readClaim(path: string): Promise<Claim> {
  try {
    return Claim.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return { state: 'claiming' };
  }
}
