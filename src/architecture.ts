// Who may import whom. ARCHITECTURE.md tells the reasons; architecture.test.ts holds the code to it.

/** The rings, from the outside in, and what each may import besides itself. */
export const rings = {
  app: ['modules', 'core', 'design-system', 'statistics', 'platform', 'database'],
  modules: ['core', 'design-system', 'statistics', 'platform'],
  core: ['design-system', 'statistics', 'platform'],
  'design-system': ['platform'],
  // Types of the tables only: the queries themselves are further out.
  platform: ['database'],
  statistics: [],
  browser: [],
  database: [],
} as const satisfies Record<string, readonly string[]>;

export type Ring = keyof typeof rings;

/** Modules meet only through their index.ts, and only along these arrows. None leads back. */
export const moduleArrows: Readonly<Record<string, readonly string[]>> = {
  'public-site': [
    'strategy',
    'evidence',
    'support-directory',
    'training',
    'schools-and-communities',
  ],
  'schools-and-communities': ['evidence', 'support-directory', 'training'],
  strategy: [
    'evidence',
    'case-factors',
    'casework',
    'immediate-risk',
    'training',
    'support-directory',
  ],
  evidence: ['case-factors'],
  'case-factors': ['casework', 'information-sharing'],
  'immediate-risk': ['casework', 'information-sharing', 'support-directory'],
  casework: ['information-sharing', 'support-directory', 'training'],
  'information-sharing': [],
  'support-directory': [],
  training: [],
};

/** What only some files may do: how it looks in the code, where it belongs, and why. */
export type Reserve = { what: RegExp; sentence: string; where: readonly RegExp[] };

const pureFiles = /\.(ts|tsx)$/;

const reserves: readonly Reserve[] = [
  {
    what: /\bprocess\.env\b/,
    sentence: 'reads the environment, which only config.ts does',
    where: [
      /^src\/config\.ts$/,
      // Both hand the whole environment to config.ts.
      /^src\/(main|command-line)\.ts$/,
      // Programs that the embedded server runs need a PATH, and nothing else of ours.
      /^src\/platform\/database\/embedded\/(server-program|process-birth)\.ts$/,
    ],
  },
  {
    what: /\bDate\.now\(|\bnew Date\(\)|\bDate\(\)|Temporal\.Now\b/,
    sentence: 'asks what time it is; the clock in platform/clock.ts is handed in instead',
    where: [/^src\/platform\/clock\.ts$/],
  },
  {
    what: /from '(?:kysely|pg)'|\bsql[`]|\.(selectFrom|insertInto|updateTable|deleteFrom)\(/,
    sentence: 'speaks SQL, which belongs in a *-store.ts',
    where: [
      /-store\.ts$/,
      /^src\/platform\/(database|jobs|analytics)\//,
      // Asks for the pool's type, and hands it to a library that keeps its own table.
      /^src\/core\/sign-in\/sign-in-throttle\.ts$/,
    ],
  },
  {
    what: /\bFastify(Request|Reply)\b/,
    sentence: 'knows requests and replies, which belong in *-routes.tsx',
    where: [
      /-routes\.tsx?$/,
      /^src\/app\.ts$/,
      /^src\/platform\/http\//,
      // Read from a request, or fill a reply, for every route alike.
      /^src\/platform\/files\/receive-files\.ts$/,
      /^src\/platform\/documents\/csv\.ts$/,
      /^src\/core\/pages\/page-reply\.ts$/,
      /^src\/core\/sign-in\/(workspace-guard|session-cookie)\.ts$/,
    ],
  },
  {
    what: /\b(from|import\() ?'(node:)?fs(\/promises)?'/,
    sentence: 'touches files, which the statistics never do',
    where: [/^src\/(?!statistics\/)/],
  },
  {
    what: /\bexport default\b/,
    sentence: 'has a default export; exports have names',
    where: [],
  },
];

/** Words that say nothing about what is in a file. */
const emptyWords = /(^|[/.-])(utils?|helpers?|common|misc|manager)([/.-]|$)/;

export type SourceFile = { path: string; text: string };

/** One plain sentence for everything in the files that the architecture does not allow. */
export function findViolations(files: readonly SourceFile[]): string[] {
  return files.filter(({ path }) => pureFiles.test(path)).flatMap(violationsOf);
}

function violationsOf(file: SourceFile): string[] {
  const named = emptyWords.test(file.path)
    ? [`${file.path} has a name that says nothing about what is in it.`]
    : [];
  // Tests may reach for anything; only their names are held to the rules.
  if (/\.test\.tsx?$/.test(file.path)) return named;
  const arrows = importsOf(file).flatMap((target) => wrongArrow(file.path, target));
  const reserved = reserves
    .filter(({ what, where }) => what.test(file.text) && !where.some((at) => at.test(file.path)))
    .map(({ sentence }) => `${file.path} ${sentence}.`);
  return [...named, ...arrows, ...reserved];
}

const importPattern = /(?:\bfrom|\bimport)\s*\(?\s*'([^']+)'/g;

/** The files of ours that a file imports, as paths from the project's root. */
export function importsOf({ path, text }: SourceFile): string[] {
  return [...text.matchAll(importPattern)].flatMap(([, name = '']) => {
    if (name.startsWith('.')) return new URL(name, `file:///${path}`).pathname.slice(1);
    if (name.startsWith('#database/')) return name.slice(1);
    if (name.startsWith('#app/')) return name.replace('#app/', 'src/');
    return name.startsWith('#') ? `src/${name.slice(1)}` : [];
  });
}

function wrongArrow(from: string, to: string): string[] {
  const [fromRing, toRing] = [ringOf(from), ringOf(to)];
  if (toRing === undefined) return [`${from} imports ${to}, which is no part of the service.`];
  if (fromRing === undefined) return [`${from} is in no ring; add its folder to architecture.ts.`];
  if (fromRing !== toRing && !(rings[fromRing] as readonly string[]).includes(toRing)) {
    return [`${from} is in ${fromRing} and imports ${to}, but ${fromRing} may not know ${toRing}.`];
  }
  return toRing === 'modules' ? wrongModuleArrow(from, to) : [];
}

function wrongModuleArrow(from: string, to: string): string[] {
  const [mine, theirs] = [moduleOf(from), moduleOf(to)];
  if (mine === theirs) return [];
  if (to !== `src/modules/${theirs}/index.ts`) {
    return [`${from} reaches into ${to}; the module ${theirs} is met at its index.ts.`];
  }
  if (mine !== undefined && !(moduleArrows[mine] ?? []).includes(theirs ?? '')) {
    return [`${from} imports the module ${theirs}, but ${mine} may not know it.`];
  }
  return [];
}

function moduleOf(path: string): string | undefined {
  return /^src\/modules\/([^/]+)\//.exec(path)?.[1];
}

/** Which ring a path is in; a file directly in src belongs to the app. */
export function ringOf(path: string): Ring | undefined {
  if (path.startsWith('database/')) return 'database';
  const [, folder, rest] = /^src\/([^/]+)(\/.*)?$/.exec(path) ?? [];
  if (folder === undefined) return undefined;
  if (rest === undefined) return 'app';
  return Object.hasOwn(rings, folder) ? (folder as Ring) : undefined;
}
