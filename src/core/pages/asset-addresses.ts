import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Surroundings } from '#design-system/surroundings.tsx';

const Manifest = z.object({ stylesheet: z.string(), script: z.string(), icon: z.string() });

/** Where browsers find the built files; each name carries its content's hash. */
export type AssetAddresses = Surroundings['assets'];

/** Reads which files the build made, and names the theme by its content. */
export async function readAssetAddresses(
  directory: string,
  theme: string,
): Promise<AssetAddresses> {
  const { stylesheet, script, icon } = Manifest.parse(
    JSON.parse(await readFile(join(directory, 'manifest.json'), 'utf8')),
  );
  const hash = createHash('sha256').update(theme).digest('hex').slice(0, 12);
  return {
    stylesheet: `/assets/${stylesheet}`,
    script: `/assets/${script}`,
    icon: `/assets/${icon}`,
    theme: `/theme-${hash}.css`,
  };
}
