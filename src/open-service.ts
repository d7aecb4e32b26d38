import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { keepProfileSharing } from '#core/access/agreements/keep-profile-sharing.ts';
import { openTables } from '#core/access/open-tables.ts';
import { replaceAgencies } from '#core/agencies/agency-store.ts';
import {
  findInstallation,
  insertInstallation,
  waitForTurnToStart,
} from '#core/installation/installation-store.ts';
import { readAssetAddresses } from '#core/pages/asset-addresses.ts';
import { loadDemonstration } from '#core/partnership/load-demonstration.ts';
import { keepRetentionRules } from '#core/retention/retention-rule-store.ts';
import { keepProfileDefinition } from '#core/partnership/keep-profile-definition.ts';
import { loadProfile } from '#core/partnership/load-profile.ts';
import { replaceDistricts } from '#core/places/district-store.ts';
import type { Service } from '#core/service.ts';
import { loadIdentityProviders } from '#core/sign-in/providers/load-identity-providers.ts';
import { readOrMakeAuthenticatorKey } from '#core/sign-in/second-step/authenticator-key.ts';
import { themeCss } from '#design-system/theme.ts';
import { openAnalytics } from '#platform/analytics/analytics.ts';
import { systemClock, type Clock } from '#platform/clock.ts';
import type { DatabaseAddress } from '#platform/database/connection.ts';
import { openDatabase, type Database, type Transaction } from '#platform/database/database.ts';
import { explainingFileErrors } from '#platform/database/embedded/file-problem.ts';
import {
  findData,
  resolveDataDirectory,
  type DataLocation,
} from '#platform/database/embedded/data-location.ts';
import { StartProblem } from '#platform/database/embedded/start-problem.ts';
import { startPostgres, type PostgresServer } from '#platform/database/embedded/start-postgres.ts';
import { listWeakWalls } from '#platform/database/weak-walls-store.ts';
import { prepareDatabase } from '#platform/database/prepare-database.ts';
import { openFileStore } from '#platform/files/file-store.ts';
import { makeLog } from '#platform/log.ts';
import { projectRoot } from '#platform/project-root.ts';
import { closeAll, type Closing } from './close-all.ts';
import type { Config } from './config.ts';
import { explainOpening } from './opening-problem.ts';

export type OpenService = {
  service: Service;
  /** The server this process started or joined; undefined with DATABASE_URL. */
  postgres: PostgresServer | undefined;
  close(): Promise<void>;
  /** All state that is not in the database. */
  dataDirectory: string;
  /** Where the data is and what it is, in words. */
  place: string;
  /** What a failure means for the operator, where that is known. */
  explain(problem: unknown): Promise<unknown>;
};

export type OpeningOptions = {
  config: Config;
  /** The service owns its data; the command line joins a running service. */
  ifRunning: 'refuse' | 'join';
  /** Asked to start without the demonstration; undefined: whatever this data was started as. */
  empty: boolean | undefined;
  say: (sentence: string) => void;
  clock?: Clock;
  assetDirectory?: string;
  /** Gives up an opening that is under way, and closes what was opened. */
  signal?: AbortSignal;
};

const start = { kind: 'system', name: 'start' } as const;

/** Opens the database and everything beside it, and brings them to this version and profile. */
export async function openService(options: OpeningOptions): Promise<OpenService> {
  const { config, say, signal } = options;
  const log = makeLog(config.logLevel);
  const profileFolder = join(projectRoot, 'partnership', config.partnership);
  const profile = await loadProfile(profileFolder);
  const dataDirectory = await resolveDataDirectory({ ...dataLocation(config), say });
  const postgres =
    config.databaseUrl === undefined
      ? await startPostgres({
          dataDirectory,
          durability: 'durable',
          ifRunning: options.ifRunning,
          say,
          signal,
        })
      : undefined;
  const closing: Closing[] = [async () => postgres?.stop()];
  const close = (): Promise<void> => closeAll(closing, log);
  const clock = options.clock ?? systemClock;
  const { databaseUrl } = config;
  const explain = (problem: unknown): Promise<unknown> =>
    explainOpening(problem, { databaseUrl, dataDirectory });
  try {
    const address = addressOf(config, postgres);
    await prepareDatabase(address);
    signal?.throwIfAborted();
    const database = openDatabase(address, clock, (problem) =>
      log.warn({ err: problem }, 'a database connection was lost'),
    );
    closing.push(() => database.close());
    await refuseWeakWalls(database, config.databaseMayLoseWork);
    const demonstration = await database.transaction(start, async (tx) => {
      await waitForTurnToStart(tx);
      const contents = await settleContents(tx, options);
      const demonstration =
        contents === 'demonstration' ? await loadDemonstration(profileFolder) : undefined;
      const invented = demonstration?.cast.organisations ?? [];
      await replaceAgencies(tx, [...profile.agencies, ...invented]);
      await replaceDistricts(tx, profile.areas);
      await keepProfileDefinition(tx, profile, clock.now());
      await keepProfileSharing(tx, profile.informationSharing, clock.now());
      await keepRetentionRules(tx, profile.retention.rules);
      return demonstration;
    });
    const fileDirectory = await makePrivateFolder(dataDirectory, 'files');
    const parquetDirectory = await makePrivateFolder(dataDirectory, 'parquet');
    const files = await openFileStore(fileDirectory);
    const analytics = await openAnalytics({
      directory: parquetDirectory,
      alsoAllowed: [fileDirectory],
      memoryLimit: '500MB',
      threads: 2,
    });
    closing.push(async () => analytics.close());
    const service: Service = {
      database,
      clock,
      log,
      files,
      analytics,
      parquetDirectory,
      profile,
      demonstration,
      assets: await readAssetAddresses(
        options.assetDirectory ?? join(projectRoot, 'dist', 'assets'),
        themeCss(profile.identity),
      ),
      authenticatorKey: await readOrMakeAuthenticatorKey(dataDirectory),
      isHttps: config.publicAddress?.startsWith('https:') ?? false,
      identityProviders:
        config.identityProvidersFile === undefined
          ? []
          : await loadIdentityProviders(config.identityProvidersFile, profile.agencies),
    };
    const place = placeWords(config, dataDirectory, demonstration !== undefined);
    return { service, postgres, close, dataDirectory, place, explain };
  } catch (problem) {
    const explained = await explain(problem);
    await close();
    throw explained;
  }
}

/** Nothing personal is opened where the database would not keep it to whom it is for. */
async function refuseWeakWalls(database: Database, mayLoseWork: boolean): Promise<void> {
  const weak = await database.transaction(start, (tx) =>
    listWeakWalls(tx, { openTables, isDurable: !mayLoseWork }),
  );
  if (weak.length === 0) return;
  throw new StartProblem(
    ['The database does not keep personal data to those it is for:', ...weak].join('\n  '),
    'Mend each of these, then start again. Nothing was opened.',
  );
}

function dataLocation({ dataDirectory, databaseUrl }: Config): DataLocation {
  return {
    explicit: dataDirectory,
    projectRoot,
    databaseElsewhere: databaseUrl !== undefined,
  };
}

/** Where the data would be that these settings name, when there is none; undefined when there is. */
export async function findMissingData(config: Config): Promise<string | undefined> {
  const { folder, isThere } = await findData(dataLocation(config));
  return isThere ? undefined : folder;
}

/** What people hand in is for this account alone; only PostgreSQL's account shares the folder above. */
async function makePrivateFolder(dataDirectory: string, name: string): Promise<string> {
  const folder = join(dataDirectory, name);
  await explainingFileErrors(folder, async () => {
    await mkdir(folder, { recursive: true });
    await chmod(folder, 0o700);
  });
  return folder;
}

function addressOf(config: Config, postgres: PostgresServer | undefined): DatabaseAddress {
  if (postgres === undefined) return { kind: 'server', url: config.databaseUrl ?? '' };
  const { socketDirectory, port, superuser } = postgres;
  return { kind: 'embedded', socketDirectory, port, superuser, name: 'breakwater' };
}

function placeWords(config: Config, dataDirectory: string, isDemonstration: boolean): string {
  if (config.databaseUrl !== undefined) return 'the server that DATABASE_URL names';
  return `${isDemonstration ? 'the demonstration' : 'the data'} in ${dataDirectory}`;
}

/** A database is for the demonstration or for real work, from its first start and for good. */
async function settleContents(
  tx: Transaction,
  { config, empty, say }: OpeningOptions,
): Promise<'demonstration' | 'empty'> {
  const wanted = empty === true || config.databaseUrl !== undefined ? 'empty' : 'demonstration';
  const { partnership } = config;
  const found = await findInstallation(tx);
  if (found === undefined) {
    await insertInstallation(tx, { contents: wanted, partnership });
    return wanted;
  }
  if (found.partnership !== partnership) {
    throw new StartProblem(
      `This data belongs to the partnership "${found.partnership}", not to "${partnership}".`,
      'Set PARTNERSHIP to the one it belongs to, or choose another DATA_DIR.',
    );
  }
  if (found.contents === 'demonstration' && empty !== undefined && wanted === 'empty') {
    throw new StartProblem(
      'This data folder holds the demonstration, and you asked for an empty service.',
      'Choose another folder with DATA_DIR, or start without --empty.',
    );
  }
  if (found.contents === 'empty' && empty === false && wanted === 'demonstration') {
    say('This data folder was started empty, so the demonstration stays off.');
  }
  return found.contents;
}
