import { lstat, readFile, readlink, rename, rm, symlink } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { randomBytes } from 'node:crypto';
import { z } from 'zod';

const LinkList = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * Makes the package's shared-library links, which npm cannot carry and its install script may not have
 * made. Links that are there and right are left alone, and two processes may do it at once.
 * `native` is the folder that holds pg-symlinks.json; the list's paths begin with `native/`.
 */
export async function makeLibraryLinks(native: string): Promise<void> {
  for (const { source, target } of await readLinkList(native)) {
    const link = join(native, relative('native', target));
    const leadsTo = relative(dirname(target), source);
    const found = await lstat(link).catch(() => undefined);
    if (found?.isFile()) continue; // some ways of copying turn a link into the file itself
    if (found?.isSymbolicLink() && (await readlink(link).catch(() => '')) === leadsTo) continue;
    await replaceLink(link, leadsTo);
  }
}

async function readLinkList(native: string): Promise<z.infer<typeof LinkList>> {
  const links = LinkList.parse(
    JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8')),
  );
  return links.filter(({ source, target }) =>
    [source, target].every((path) => path.startsWith('native/') && !path.includes('..')),
  );
}

async function replaceLink(link: string, leadsTo: string): Promise<void> {
  const beside = join(dirname(link), `.${basename(link)}.${randomBytes(4).toString('hex')}`);
  await symlink(leadsTo, beside);
  try {
    await rename(beside, link);
  } finally {
    await rm(beside, { force: true });
  }
}
