import { Client } from 'pg';
import { startPostgres, type PostgresServer } from '#platform/database/embedded/start-postgres.ts';
import { StartProblem } from '#platform/database/embedded/start-problem.ts';

// A service that does nothing but write, made to be killed. It tells of each row on its standard output only
// after the commit, so whatever it told must be there when it starts again. SIGTERM stops it cleanly.

function tell(message: Record<string, unknown>): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}

async function writeUntilStopped(server: PostgresServer, milliseconds: number): Promise<void> {
  const { socketDirectory: host, port, superuser: user } = server;
  const client = new Client({ host, port, user, database: 'postgres' });
  client.on('error', () => undefined);
  await client.connect();
  await client.query('create table if not exists entries (id bigint primary key, filler text)');
  const { rows } = await client.query<{ count: number; last: number }>(
    'select count(*)::int as count, coalesce(max(id), 0)::int as last from entries',
  );
  const { count, last } = rows[0] ?? { count: 0, last: 0 };
  const stopping = new AbortController();
  process.once('SIGTERM', () => stopping.abort());
  tell({ ready: milliseconds, count, last });
  for (let id = last + 1; !stopping.signal.aborted; id += 1) {
    await client.query(`insert into entries values ($1, repeat('x', 500))`, [id]);
    tell({ committed: id });
  }
  await client.end();
}

try {
  const started = performance.now();
  const dataDirectory = process.argv[2] ?? '';
  const server = await startPostgres({ dataDirectory, durability: 'durable', ifRunning: 'refuse' });
  await writeUntilStopped(server, Math.round(performance.now() - started));
  await server.stop();
} catch (error) {
  tell({
    problem: error instanceof StartProblem ? `${error.message} ${error.whatToDo}` : String(error),
  });
  process.exitCode = 1;
}
