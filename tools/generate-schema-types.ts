/**
 * Writes database/schema.ts from what the migrations make of an empty database. With --check it changes
 * nothing and fails when the file differs. Run with `npx tsx tools/generate-schema-types.ts`.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseAddress } from '#platform/database/connection.ts';
import { startPostgres } from '#platform/database/embedded/start-postgres.ts';
import { prepareDatabase } from '#platform/database/prepare-database.ts';
import { projectRoot } from '#platform/project-root.ts';
import { runProgram } from './checks/run-program.ts';

const schemaFile = join(projectRoot, 'database', 'schema.ts');

const folder = await mkdtemp(join(tmpdir(), 'breakwater-schema-'));
try {
  const generated = await generateSchemaTypes(folder);
  if (!process.argv.includes('--check')) await writeFile(schemaFile, generated);
  else if (generated !== (await readFile(schemaFile, 'utf8'))) {
    console.error('database/schema.ts is not what the migrations make of a database.');
    console.error('Run npx tsx tools/generate-schema-types.ts and look at what changed.');
    process.exitCode = 1;
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function generateSchemaTypes(dataDirectory: string): Promise<string> {
  const server = await startPostgres({
    dataDirectory,
    durability: 'throwaway',
    ifRunning: 'refuse',
  });
  try {
    const { socketDirectory, port, superuser } = server;
    const name = 'breakwater';
    const address: DatabaseAddress = {
      kind: 'embedded',
      socketDirectory,
      port,
      superuser,
      name,
    };
    await prepareDatabase(address);
    const url = `postgresql://${superuser}@/${name}?host=${socketDirectory}&port=${port}`;
    return await runCodegen(url, join(dataDirectory, 'schema.ts'));
  } finally {
    await server.stop();
  }
}

async function runCodegen(url: string, file: string): Promise<string> {
  const { succeeded, output } = await runProgram('kysely-codegen', [
    '--dialect',
    'postgres',
    '--url',
    url,
    '--out-file',
    file,
    '--exclude-pattern',
    '(graphile_worker.*|migrations)',
    '--default-schema',
    'public',
    '--include-pattern',
    'public.*',
    '--date-parser',
    'string',
    '--type-mapping',
    '{"int8":"number"}',
    '--type-only-imports',
  ]);
  if (!succeeded) throw new Error(`kysely-codegen failed:\n${output}`);
  return readFile(file, 'utf8');
}
