-- Who a transaction acts as, in a form that nobody who can merely run SQL can write. A function owned by
-- breakwater_guard checks the session's secret, or the service's own, and keeps the principal for the
-- transaction under a seal whose key only that role can read. Policies read it through access.principal().

-- Up Migration

create schema access;
grant usage on schema access to breakwater_app, breakwater_guard;
grant create on schema access to breakwater_guard;
create extension if not exists pgcrypto with schema access;

create table access.keys (
  only_row boolean primary key default true check (only_row),
  /** Seals principals. */
  seal bytea not null default access.gen_random_bytes(32),
  /** Shown by the service when it acts without a session: at its start, for jobs, on the command line. */
  service text not null default encode(access.gen_random_bytes(32), 'hex'),
  /** Must a session be shown at the moment it is? Off only where a test's clock stands still. */
  is_clock_checked boolean not null default true
);
insert into access.keys default values;
grant select on access.keys to breakwater_guard;

create type access.principal as (
  kind text,
  -- Who acts, as the trace names them: person:ID, system:NAME or operator:EMAIL.
  actor text,
  user_id uuid,
  agency_id text,
  role text,
  purpose text,
  /** Signed in with more than a password. */
  is_strong boolean,
  /** Has just shown again who they are. */
  has_stepped_up boolean,
  /** The moment the transaction acts at, by the service's clock. */
  at timestamptz
);

-- Binds the words to this transaction on this connection, so that they are worth nothing in another. In PL/pgSQL,
-- because a connection then plans it once: every policy asks for the principal several times.
create function access.seal_of(words text) returns text
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  secret bytea;
begin
  select k.seal into secret from access.keys k;
  return encode(
    access.hmac(
      convert_to(words || '|' || pg_backend_pid() || '|' || extract(epoch from transaction_timestamp()), 'UTF8'),
      secret,
      'sha256'
    ),
    'hex'
  );
end
$$;

-- Moments are written as ISO, which is read alike under every setting of dates that a caller might choose.
create function access.act_as(who access.principal) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp set datestyle = 'ISO' as $$
declare
  words text := who::text;
begin
  perform set_config('access.principal', words, true), set_config('access.seal', access.seal_of(words), true);
end
$$;

-- The principal of this transaction; nothing where none was begun. Anything forged is an error, not nothing.
create function access.principal() returns access.principal
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  words text := nullif(current_setting('access.principal', true), '');
begin
  if words is null then
    return null;
  end if;
  if current_setting('access.seal', true) is distinct from access.seal_of(words) then
    raise exception 'The principal of this transaction was not begun by the service.' using errcode = '42501';
  end if;
  return words::access.principal;
end
$$;

create function access.require_service(key text) returns void
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if key is distinct from (select service from access.keys) then
    raise exception 'Only the service may act without a session.' using errcode = '42501';
  end if;
end
$$;

-- How long a session lasts: an hour without a page, twelve hours in all, and a quarter of an hour for who has given
-- their password and not yet a second step.
create function access.is_session_open(begun timestamptz, last_seen timestamptz, strength text, at timestamptz)
returns boolean
language sql stable as $$
  select last_seen > at - interval '60 minutes'
    and begun > at - interval '12 hours'
    and (strength = 'strong' or begun > at - interval '15 minutes')
$$;

-- Acts as whoever holds this session, for a purpose. A session that is over is an error, and so is a moment that
-- is not now: with an earlier one an old secret would still open what it opened then.
create function access.begin_as_session(token text, purpose text, at timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  who access.principal;
begin
  if at is null or at not between clock_timestamp() - interval '5 minutes' and clock_timestamp() + interval '5 minutes'
      and (select is_clock_checked from access.keys) then
    raise exception 'The clocks of the service and its database are more than 5 minutes apart.' using errcode = '28000';
  end if;
  select 'person', 'person:' || u.id, u.id, u.agency_id, u.role, purpose, s.strength = 'strong',
    coalesce(s.stepped_up_until > at, false), at
  into who
  from public.sessions s
  join public.users u on u.id = s.user_id
  where s.token_hash = sha256(convert_to(token, 'UTF8'))
    and s.ended_at is null
    and access.is_session_open(s.created_at, s.last_seen_at, s.strength, at)
    and (u.left_at is null or u.left_at > at)
    and (u.leaves_at is null or u.leaves_at > at);
  if who.user_id is null then
    raise exception 'This session is over.' using errcode = '28000';
  end if;
  perform access.act_as(who);
end
$$;

-- Acts for a person who is not there now: a job they asked for.
create function access.begin_as_person(
  person uuid, purpose text, at timestamptz, key text, has_stepped_up boolean default false
) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  who access.principal;
begin
  perform access.require_service(key);
  select 'person', 'person:' || u.id, u.id, u.agency_id, u.role, purpose, true, has_stepped_up, at
  into who
  from public.users u
  where u.id = person
    and (u.left_at is null or u.left_at > at)
    and (u.leaves_at is null or u.leaves_at > at);
  if who.user_id is null then
    raise exception 'This person is not here any more.' using errcode = '28000';
  end if;
  perform access.act_as(who);
end
$$;

-- Acts as the service itself, or as its operator. Neither has an agency, so neither sees a personal record.
create function access.begin_as_service(kind text, name text, at timestamptz, key text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform access.require_service(key);
  if kind not in ('system', 'operator') then
    raise exception 'A person is begun with a session.' using errcode = '22023';
  end if;
  perform access.act_as(
    row(kind, kind || ':' || name, null, null, null, null, false, false, at)::access.principal);
end
$$;

grant select on users, sessions to breakwater_guard;
alter table access.keys owner to breakwater_guard;
alter function access.seal_of (text) owner to breakwater_guard;
alter function access.act_as (access.principal) owner to breakwater_guard;
alter function access.principal () owner to breakwater_guard;
alter function access.require_service (text) owner to breakwater_guard;
alter function access.begin_as_session (text, text, timestamptz) owner to breakwater_guard;
alter function access.begin_as_person (uuid, text, timestamptz, text, boolean) owner to breakwater_guard;
alter function access.begin_as_service (text, text, timestamptz, text) owner to breakwater_guard;
revoke all on all functions in schema access from public;
grant execute on function
  access.principal (),
  access.begin_as_session (text, text, timestamptz),
  access.begin_as_person (uuid, text, timestamptz, text, boolean),
  access.begin_as_service (text, text, timestamptz, text)
to breakwater_app;
grant execute on function access.is_session_open (timestamptz, timestamptz, text, timestamptz)
to breakwater_app, breakwater_guard;
-- The key is handed to the service by the login that owns the tables, once, when it opens.
grant select (service) on access.keys to breakwater_owner;
