import { createHash } from 'node:crypto';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { build } from 'esbuild';
import { compile } from 'sass';

const projectRoot = path.resolve(import.meta.dirname, '..');
const { resolve } = createRequire(import.meta.url);
/** Names a file that we do not serve. */
const sourceMapLine = /^\/\/# sourceMappingURL=.*$/m;
const officialImages = path.join(
  path.dirname(resolve('@ministryofjustice/frontend/package.json')),
  'moj/assets/images',
);

/** What `manifest.json` says: the part → the name of its file, which changes with its content. */
export type AssetManifest = { stylesheet: string; script: string; icon: string };

/**
 * Builds the stylesheet, the script and the icon into the folder, under names that carry a
 * hash of their content, with `manifest.json` beside them. Throws when a source is wrong.
 */
export async function buildAssets(outDirectory: string): Promise<void> {
  await mkdir(path.join(outDirectory, 'images'), { recursive: true });
  // The script is bundled in a process of its own while the styles, which are slower, compile.
  const underWay = bundleScript(outDirectory);
  const css = compileStyles();
  const [script, icon] = await Promise.all([
    underWay,
    readFile(path.join(projectRoot, 'src/design-system/images/mark.svg'), 'utf8'),
  ]);
  const manifest: AssetManifest = {
    stylesheet: await writeHashed(outDirectory, 'main.css', css),
    script: await writeHashed(outDirectory, 'main.js', script),
    icon: await writeHashed(outDirectory, 'mark.svg', icon),
  };
  for (const image of listImages(css))
    await copyFile(path.join(officialImages, image), path.join(outDirectory, 'images', image));
  await writeFile(path.join(outDirectory, 'manifest.json'), JSON.stringify(manifest, null, 2));
}

function compileStyles(): string {
  const { css } = compile(path.join(projectRoot, 'src/design-system/styles/main.scss'), {
    style: 'compressed',
    loadPaths: [projectRoot],
    quietDeps: true,
    logger: { warn: refuseWarning },
  });
  return css;
}

/**
 * The MOJ styles use parts that GOV.UK Frontend is about to drop, and fix the setting that
 * would keep it quiet. Any other warning is about our own styles and stops the build.
 */
function refuseWarning(message: string): void {
  if (!message.includes('$govuk-suppressed-warnings')) throw new Error(message);
}

/**
 * Bundles the script that every page loads, and gives it. What only pages with an opened map load is written
 * beside it: our own part, the map library's worker, which has to be a file of its own, and its styles.
 */
async function bundleScript(outDirectory: string): Promise<string> {
  const [worker, styles] = await Promise.all(
    (['maplibre-gl-worker.mjs', 'maplibre-gl.css'] as const).map(async (file) =>
      writeHashed(
        outDirectory,
        file.replace('.mjs', '.js'),
        (await readFile(resolve(`maplibre-gl/dist/${file}`), 'utf8')).replace(sourceMapLine, ''),
      ),
    ),
  );
  const { outputFiles } = await build({
    absWorkingDir: projectRoot,
    entryPoints: ['src/browser/main.ts'],
    bundle: true,
    splitting: true,
    outdir: outDirectory,
    entryNames: 'main',
    chunkNames: '[name]-[hash]',
    define: { MAP_WORKER_FILE: JSON.stringify(worker), MAP_STYLES_FILE: JSON.stringify(styles) },
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    tsconfig: 'src/browser/tsconfig.json',
    legalComments: 'eof',
    logLevel: 'warning',
  });
  const isMain = (file: string) => path.basename(file) === 'main.js';
  for (const { path: file, text } of outputFiles) if (!isMain(file)) await writeFile(file, text);
  return outputFiles.find((file) => isMain(file.path))?.text ?? '';
}

async function writeHashed(folder: string, name: string, content: string): Promise<string> {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 10);
  const { name: stem, ext } = path.parse(name);
  const file = `${stem}-${hash}${ext}`;
  await writeFile(path.join(folder, file), content);
  return file;
}

/** The pictures of the official components that the stylesheet asks for. */
function listImages(css: string): string[] {
  return [
    ...new Set(
      [...css.matchAll(/url\("?images\/([\w-]+\.svg)"?\)/g)].flatMap(([, file]) => file ?? []),
    ),
  ];
}
