import type { Service } from '#core/service.ts';
import type { Principal } from '#platform/database/principal.ts';

type CommandWords = {
  /** The words that call it: "import police". */
  name: string;
  /** What follows the name: "PATH…". */
  usage: string;
  summary: string;
  /** It is about what is there already: where nothing is, it is refused and makes nothing. */
  isForExisting?: boolean;
  /** Options that take a value, and options that do not. */
  options?: Readonly<Record<string, 'value' | 'flag'>>;
};

/** One thing the command line can do, owned by the module it belongs to. */
export type Command = CommandWords & { run(context: CommandContext): Promise<CommandResult> };

/** One that needs nothing of the service: neither its database nor its settings. */
export type LoneCommand = CommandWords & { runAlone(context: LoneContext): Promise<CommandResult> };

export type CommandContext = {
  service: Service;
  principal: Principal;
  /** What follows the name and is not an option. */
  words: readonly string[];
  options: Readonly<Record<string, string | boolean | undefined>>;
  /** Where people reach the service, for links. */
  address: string;
  /** Progress for people; never part of the result. */
  say(sentence: string): void;
};

export type LoneContext = Pick<CommandContext, 'words' | 'options' | 'say'>;

/** The result as data for `--json`, and as sentences for people. */
export type CommandResult = { json: unknown; sentences: readonly string[] };

/** The command was called in a way it does not understand; the message says how to call it. */
export class UsageProblem extends Error {}

/** It cannot be done as asked; the message says why. */
export class CommandProblem extends Error {}
