import { sql } from 'kysely';
import type { Transaction } from './database.ts';

/** Oldest fixes this service relies on: row security under changed roles, and statistics that told of hidden rows. */
const fixedIn: Readonly<Record<string, number>> = { 15: 150_014, 16: 160_010, 17: 170_006 };

/**
 * Everything about the database that would let it show what its policies hide, one sentence each; none is how it
 * should be. `openTables` are those that hold nothing personal and need no policy. `isDurable`: must acknowledged
 * work survive a power cut?
 */
export async function listWeakWalls(
  tx: Transaction,
  { openTables, isDurable }: { openTables: readonly string[]; isDurable: boolean },
): Promise<string[]> {
  const found = [
    await weakLogin(tx),
    await openDoors(tx, openTables),
    await weakViews(tx),
    await weakFunctions(tx),
    await tooManyRights(tx),
    await weakServer(tx, isDurable),
  ];
  return found.flat();
}

type Found = { weak: string };

async function ask(tx: Transaction, query: ReturnType<typeof sql<Found>>): Promise<string[]> {
  const { rows } = await query.execute(tx);
  return rows.map(({ weak }) => weak);
}

/** The login itself, and every role it could become. */
function weakLogin(tx: Transaction): Promise<string[]> {
  return ask(
    tx,
    sql<Found>`
      select 'The login ' || r.rolname || ' or a role it can become is ' || case
        when r.rolsuper then 'a superuser'
        when r.rolbypassrls then 'above row security'
        when r.rolcreaterole then 'able to make roles'
        else 'the owner of tables' end || '.' as weak
      from pg_roles r
      where pg_has_role(session_user, r.oid, 'member')
        and (r.rolsuper or r.rolbypassrls or r.rolcreaterole or exists (
          select 1 from pg_class c where c.relowner = r.oid and c.relnamespace = 'public'::regnamespace))
      union all
      select 'The guard can sign in or is too strong.'
      from pg_roles r
      where r.rolname = 'breakwater_guard' and (r.rolcanlogin or r.rolsuper or r.rolbypassrls)`,
  );
}

function openDoors(tx: Transaction, openTables: readonly string[]): Promise<string[]> {
  return ask(
    tx,
    sql<Found>`
      select 'The table ' || c.relname || ' ' || case
        when not c.relrowsecurity then 'has no row security, and is not listed as open'
        when not c.relforcerowsecurity then 'does not hold its owner to its policies'
        else 'has no policy' end || '.' as weak
      from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
        and not c.relname = any (${openTables}::text[])
        and not (c.relrowsecurity and c.relforcerowsecurity
          and exists (select 1 from pg_policy p where p.polrelid = c.oid))
      order by c.relname`,
  );
}

function weakViews(tx: Transaction): Promise<string[]> {
  return ask(
    tx,
    sql<Found>`
      select 'The view ' || c.relname || ' shows what its owner may see, not its reader.' as weak
      from pg_class c
      where c.relnamespace in ('public'::regnamespace, 'access'::regnamespace)
        and (c.relkind = 'm' or c.relkind = 'v'
          and not coalesce(c.reloptions @> array['security_invoker=true'], false))`,
  );
}

function weakFunctions(tx: Transaction): Promise<string[]> {
  return ask(
    tx,
    sql<Found>`
      select 'The function ' || p.proname || ' ' || case
        when p.proleakproof then 'is marked leakproof'
        when r.rolsuper then 'acts as a superuser'
        else 'acts for its owner with an open search path' end || '.' as weak
      from pg_proc p
      join pg_roles r on r.oid = p.proowner
      where p.pronamespace in ('public'::regnamespace, 'access'::regnamespace)
        and not exists (select 1 from pg_depend d where d.objid = p.oid and d.deptype = 'e')
        and (p.proleakproof or p.prosecdef and (
          r.rolsuper or not exists (
            select 1 from unnest(p.proconfig) setting where setting like 'search_path=pg_catalog%')))`,
  );
}

function tooManyRights(tx: Transaction): Promise<string[]> {
  return ask(
    tx,
    sql<Found>`
      select 'The service may ' || right_ || ' the table ' || c.relname || '.' as weak
      from pg_class c
      cross join unnest(array['truncate', 'references', 'trigger']) right_
      where c.relnamespace in ('public'::regnamespace, 'access'::regnamespace)
        and c.relkind in ('r', 'p', 'v') and has_table_privilege(c.oid, right_)
      union all
      select 'The service may read access.keys.' where has_table_privilege('access.keys', 'select')
      union all
      select 'The service may make things in the schema ' || n.nspname || '.'
      from pg_namespace n
      where n.nspname in ('public', 'access') and has_schema_privilege(n.oid, 'create')`,
  );
}

async function weakServer(tx: Transaction, isDurable: boolean): Promise<string[]> {
  const { rows } = await sql<{ number: number; settings: string[] }>`select
    current_setting('server_version_num')::int as number,
    (select array_agg(name order by name) from pg_settings
      where name in ('fsync', 'full_page_writes') and setting <> 'on') as settings`.execute(tx);
  const { number = 0, settings } = rows[0] ?? {};
  const oldest = fixedIn[String(Math.floor(number / 10_000))] ?? 0;
  const old =
    number < oldest
      ? ['This PostgreSQL is older than the release that mended a leak past row security.']
      : [];
  const careless = isDurable
    ? (settings ?? []).map((name) => `The server runs with ${name} off, so a power cut loses work.`)
    : [];
  return [...old, ...careless];
}
