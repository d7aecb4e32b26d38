import { resolve } from 'node:path';
import { z } from 'zod';
import { readMailSettings, type MailSettings } from '#platform/mail/mail-settings.ts';
import { projectRoot } from '#platform/project-root.ts';

const portRule = 'must be a whole number from 0 to 65535';

/** Every setting the service reads from its environment. Nothing else reads process.env. */
const Environment = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, portRule)
    .transform(Number)
    .refine((port) => port <= 65_535, portRule)
    .default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATA_DIR: z.string().min(1).optional(),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must start with postgres:// or postgresql://')
    .optional(),
  DATABASE_MAY_LOSE_WORK: z.enum(['yes', 'no'], 'must be yes or no').default('no'),
  TRUSTED_PROXY: z
    .string()
    .transform((text) => text.split(',').map((part) => part.trim()))
    .pipe(
      z.array(
        z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], {
          error: 'must be addresses or ranges, with commas between them',
        }),
      ),
    )
    .optional(),
  PUBLIC_ADDRESS: z.url({ protocol: /^https?$/ }).optional(),
  AUDIT_WITNESS_FILE: z.string().min(1).optional(),
  AUDIT_WITNESS_URL: z.url({ protocol: /^https$/, error: 'must start with https://' }).optional(),
  IDENTITY_PROVIDERS_FILE: z.string().min(1).optional(),
  PARTNERSHIP: z
    .string()
    .regex(/^[a-z0-9-]+$/, 'must be the name of a folder in partnership/')
    .default('warwickshire'),
  MAIL_FROM: z.string().optional(),
  SMTP_URL: z.string().optional(),
  NOTIFY_API_KEY: z.string().optional(),
  NOTIFY_TEMPLATE_ID: z.string().optional(),
  NOTIFY_BASE_URL: z.string().optional(),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('warn'),
});

export type Config = {
  port: number;
  host: string;
  /** All state, when its place was chosen; otherwise the start decides. Relative to the project. */
  dataDirectory: string | undefined;
  /** A PostgreSQL server to use instead of the embedded one. */
  databaseUrl: string | undefined;
  /** For trials and tests alone: a server that a power cut makes forget is used all the same. */
  databaseMayLoseWork: boolean;
  /** The address people type, when it is not http://HOST:PORT. */
  publicAddress: string | undefined;
  /** Whose word about where a request comes from is believed, as addresses or CIDR ranges. */
  trustedProxies: readonly string[];
  /** Where the signed heads of the audit log go: a file on another partner's disk; relative to the project. */
  auditWitnessFile: string | undefined;
  /** An address of another partner's that takes them; its password, if any, is in it. */
  auditWitnessUrl: string | undefined;
  /** The agencies' own sign-ins, with their secrets; relative to the project. */
  identityProvidersFile: string | undefined;
  partnership: string;
  /** How mail leaves; undefined when it does not. */
  mail: MailSettings | undefined;
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
};

export class ConfigProblem extends Error {}

/** Reads the settings; throws ConfigProblem with one line for each that cannot be used. */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = Environment.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${String(issue.path[0])}: ${issue.message}`);
    throw new ConfigProblem(lines.join('\n'));
  }
  const settings = parsed.data;
  const mail = readMailSettings(settings);
  if ('problem' in mail) {
    throw new ConfigProblem(`${mail.problem.setting}: ${mail.problem.sentence}`);
  }
  return {
    port: settings.PORT,
    host: settings.HOST,
    dataDirectory:
      settings.DATA_DIR === undefined ? undefined : resolve(projectRoot, settings.DATA_DIR),
    databaseUrl: settings.DATABASE_URL,
    databaseMayLoseWork: settings.DATABASE_MAY_LOSE_WORK === 'yes',
    publicAddress: settings.PUBLIC_ADDRESS,
    trustedProxies: settings.TRUSTED_PROXY ?? [],
    auditWitnessFile:
      settings.AUDIT_WITNESS_FILE === undefined
        ? undefined
        : resolve(projectRoot, settings.AUDIT_WITNESS_FILE),
    auditWitnessUrl: settings.AUDIT_WITNESS_URL,
    identityProvidersFile:
      settings.IDENTITY_PROVIDERS_FILE === undefined
        ? undefined
        : resolve(projectRoot, settings.IDENTITY_PROVIDERS_FILE),
    partnership: settings.PARTNERSHIP,
    mail: mail.settings,
    logLevel: settings.LOG_LEVEL,
  };
}
