-- Who may act (agencies, users, sessions), what they did (audit entries), and what makes a repeated
-- submission harmless (idempotency keys). The service signs in as breakwater_app, which owns nothing.

-- Up Migration

create table installation (
  only_row boolean primary key default true check (only_row),
  contents text not null check (contents in ('demonstration', 'empty')),
  partnership text not null,
  demonstration_month text check (demonstration_month ~ '^\d{4}-\d{2}$'),
  address text,
  created_at timestamptz not null default now()
);

create table agencies (
  id text primary key check (id ~ '^[a-z0-9-]+$'),
  name text not null check (name <> ''),
  kind text not null check (kind <> ''),
  in_profile boolean not null default true
);

create table users (
  id uuid primary key default gen_random_uuid(),
  email text not null unique check (email = lower(email) and email ~ '^[^@\s]+@[^@\s]+$'),
  name text not null check (name <> ''),
  agency_id text not null references agencies (id),
  role text not null,
  password_hash text,
  demonstration_person text unique,
  left_at timestamptz,
  created_at timestamptz not null default now()
);

create table sign_in_links (
  token_hash bytea primary key,
  user_id uuid not null references users (id),
  expires_at timestamptz not null,
  used_at timestamptz,
  created_at timestamptz not null default now()
);

create table sessions (
  token_hash bytea primary key,
  user_id uuid not null references users (id),
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  ended_at timestamptz
);
create index sessions_by_user on sessions (user_id) where ended_at is null;

-- Laid out as rate-limiter-flexible reads and writes it.
create table rate_limits (
  key varchar(255) primary key,
  points integer not null default 0,
  expire bigint
);

create table idempotency_keys (
  key uuid not null,
  actor text not null,
  action text not null,
  input_sha256 text not null,
  result jsonb,
  created_at timestamptz not null default now(),
  primary key (key, actor)
);

create table audit_entries (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  actor text not null,
  actor_name text not null,
  agency_id text,
  role text not null,
  action text not null,
  outcome text not null check (outcome in ('done', 'read', 'refused')),
  about jsonb not null default '[]',
  detail jsonb not null default '{}'
);
create index audit_entries_by_time on audit_entries (at);

grant select, insert, update on installation, agencies, users, sign_in_links, sessions to breakwater_app;
grant select, insert, update, delete on rate_limits, idempotency_keys to breakwater_app;
grant select, insert on audit_entries to breakwater_app;
