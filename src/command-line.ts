import { hostname, userInfo } from 'node:os';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import {
  CommandProblem,
  UsageProblem,
  type Command,
  type CommandContext,
  type CommandResult,
  type LoneCommand,
  type LoneContext,
} from '#core/command-line/command.ts';
import { auditCommands } from '#core/audit/audit-commands.ts';
import { Interrupted } from '#core/command-line/stop-on-interrupt.ts';
import { findInstallation } from '#core/installation/installation-store.ts';
import { areaCommands } from '#core/places/area-commands.ts';
import type { Service } from '#core/service.ts';
import {
  createUserCommand,
  endUserCommand,
  listUsersCommand,
  makeSignInLinkCommand,
  recoverAccountCommand,
} from '#core/users/user-commands.ts';
import { RequestFailure } from '#platform/http/failures.ts';
import { modules } from './app.ts';
import { readConfig, type Config } from './config.ts';
import { findMissingData, openService } from './open-service.ts';
import { startProblemWords } from './start-problem-words.ts';

const commands: readonly (Command | LoneCommand)[] = [
  createUserCommand,
  makeSignInLinkCommand,
  recoverAccountCommand,
  listUsersCommand,
  endUserCommand,
  ...auditCommands,
  ...areaCommands,
  ...modules.flatMap((module) => module.commands ?? []),
];

type ParsedCommand = Pick<CommandContext, 'words' | 'options'>;

/** The last is what shells say of a command that Ctrl-C ended. */
const exitWith = { failure: 1, usage: 2, interrupted: 130 } as const;
const Email = z.email();

try {
  await runCommand(process.argv.slice(2));
} catch (problem) {
  const isUsage = problem instanceof UsageProblem;
  const isStopped = problem instanceof Interrupted;
  const isPlain =
    isUsage || isStopped || problem instanceof CommandProblem || problem instanceof RequestFailure;
  process.stderr.write(`${isPlain ? problem.message : startProblemWords(problem)}\n`);
  process.exit(exitWith[isUsage ? 'usage' : isStopped ? 'interrupted' : 'failure']);
}

async function runCommand(given: readonly string[]): Promise<void> {
  const [command, wordsOfName] = findCommand(given);
  if (command === undefined) throw new UsageProblem(usage());
  const { words, options } = parse(command, given.slice(wordsOfName));
  const isJson = options['json'] === true;
  const say = (sentence: string): void => {
    if (!isJson) process.stderr.write(`${sentence}\n`);
  };
  const print = ({ json, sentences }: CommandResult): void => {
    process.stdout.write(isJson ? `${JSON.stringify(json)}\n` : `${sentences.join('\n')}\n`);
  };
  const context = { words, options, say };
  if ('runAlone' in command) print(await command.runAlone(context));
  else await runWithService(command, context, print);
}

async function runWithService(
  command: Command,
  context: LoneContext,
  print: (result: CommandResult) => void,
): Promise<void> {
  const config = readConfig(process.env);
  const { options, say } = context;
  if (command.isForExisting === true) await refuseIfMissing(config);
  const opened = await openService({ config, ifRunning: 'join', empty: undefined, say });
  say(`Using ${opened.place}.`);
  try {
    const result = await command.run({
      ...context,
      service: opened.service,
      principal: { kind: 'operator', email: operatorOf(options['as']) },
      address: config.publicAddress ?? (await findAddress(opened.service, config)),
    });
    print(result);
  } finally {
    await opened.close();
  }
}

/** The command whose name stands first, and how many words that is. */
function findCommand(given: readonly string[]): [(typeof commands)[number] | undefined, number] {
  for (const wordsOfName of [2, 1]) {
    const name = given.slice(0, wordsOfName).join(' ');
    const found = commands.find((command) => command.name === name);
    if (found !== undefined) return [found, wordsOfName];
  }
  return [undefined, 0];
}

/** A mistyped DATA_DIR must not come to life as a new and empty installation. */
async function refuseIfMissing(config: Config): Promise<void> {
  const missing = await findMissingData(config);
  if (missing === undefined) return;
  throw new CommandProblem(
    `There is no Breakwater in ${missing}, so there is nothing to look at. Nothing was made.\n` +
      'Set DATA_DIR to the folder that the service uses. If this is the first time, start the service first.',
  );
}

/** Where the running service was last reached; before its first start, where it would be. */
async function findAddress({ database }: Service, { host, port }: Config): Promise<string> {
  const installation = await database.transaction(
    { kind: 'system', name: 'start' },
    findInstallation,
  );
  return installation?.address ?? `http://${host}:${port}`;
}

function parse(command: Command | LoneCommand, args: string[]): ParsedCommand {
  const options: Record<string, { type: 'boolean' | 'string' }> = {
    as: { type: 'string' },
    json: { type: 'boolean' },
  };
  for (const [name, kind] of Object.entries(command.options ?? {})) {
    options[name] = { type: kind === 'flag' ? 'boolean' : 'string' };
  }
  try {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
    const single = Object.entries(values).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.at(-1) : value,
    ]);
    return { words: positionals, options: Object.fromEntries(single) };
  } catch (problem) {
    const why = problem instanceof Error ? problem.message : '';
    throw new UsageProblem(`${why}\nbin/breakwater ${command.name} ${command.usage}`);
  }
}

/** Who the trace says did it: the address given with --as, else the account of this machine. */
function operatorOf(as: string | boolean | undefined): string {
  if (as === undefined) return `${userInfo().username}@${hostname()}`;
  if (typeof as !== 'string' || !Email.safeParse(as).success) {
    throw new UsageProblem('Give your own email address: --as name@example.org');
  }
  return as.toLowerCase();
}

function usage(): string {
  const lines = commands.map(
    ({ name, usage: words, summary }) => `  ${name} ${words}\n      ${summary}`,
  );
  return [
    'Usage: bin/breakwater COMMAND [--as EMAIL] [--json]',
    ...lines,
    '  --as EMAIL  who you are, for the record      --json  one JSON document, nothing else',
  ].join('\n');
}
