-- How a session was begun and how far it is trusted, second factors, passkeys, and who somebody is
-- at their agency's identity provider.

-- Up Migration

alter table sessions
  -- What pages may show and forms may name; the token's hash stays inside.
  add column id uuid not null default gen_random_uuid() unique,
  -- 'password': the first step only, which opens no page of the workspace.
  add column strength text not null default 'password' check (strength in ('password', 'strong')),
  -- Until when the powerful things may be done without being asked again.
  add column stepped_up_until timestamptz,
  add column way_in text not null default 'password' check (way_in in (
    'password', 'one-time-link', 'password-and-code', 'password-and-recovery-code',
    'password-and-passkey', 'passkey', 'provider', 'demonstration'
  )),
  -- The identity provider it came through, by its name in the operator's file.
  add column provider text,
  add constraint sessions_provider check ((way_in = 'provider') = (provider is not null));

-- Sessions begun before this knew one factor only. The demonstration's people have none to give.
update sessions set strength = 'strong', way_in = 'demonstration'
from users
where users.id = sessions.user_id and users.demonstration_person is not null;
alter table sessions alter column strength drop default, alter column way_in drop default;

alter table sign_in_links
  add column purpose text not null default 'invitation' check (purpose in ('invitation', 'reset'));
alter table sign_in_links alter column purpose drop default;
create index sign_in_links_by_user on sign_in_links (user_id) where used_at is null;

-- An authenticator app's secret, kept once a code of it was given, under a key that is not in this database: a nonce, a
-- tag and 32 letters, as AES-256-GCM makes them.
create table authenticators (
  user_id uuid primary key references users (id),
  sealed_secret bytea not null check (length(sealed_secret) = 12 + 16 + 32),
  -- The newest half minute whose code was used. Neither it nor an earlier one works again.
  last_step bigint not null,
  created_at timestamptz not null
);

create table recovery_codes (
  user_id uuid not null references users (id),
  code_hash bytea not null,
  created_at timestamptz not null,
  used_at timestamptz,
  primary key (user_id, code_hash)
);

create table passkeys (
  id text primary key check (id ~ '^[A-Za-z0-9_-]+$'),
  user_id uuid not null references users (id),
  name text not null check (name <> '' and char_length(name) <= 60),
  public_key bytea not null,
  sign_count bigint not null,
  transports text[] not null default '{}',
  created_at timestamptz not null,
  last_used_at timestamptz
);
create index passkeys_by_user on passkeys (user_id);

-- What was handed out and waits for its answer: a passkey's challenge, a secret for an authenticator
-- app, a visit to an identity provider. The key is the hash of a secret that only the asking browser
-- holds. The answer that is accepted removes it.
create table sign_in_attempts (
  token_hash bytea primary key,
  kind text not null check (kind in ('passkey', 'authenticator', 'provider')),
  detail jsonb not null,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index sign_in_attempts_by_end on sign_in_attempts (expires_at);

-- Who a person is at a provider. The pair is the identity; an e-mail address can change hands.
create table provider_accounts (
  issuer text not null,
  subject text not null check (subject <> ''),
  user_id uuid not null unique references users (id),
  created_at timestamptz not null,
  last_entry_at timestamptz not null,
  primary key (issuer, subject)
);

grant select, insert, update, delete on authenticators, recovery_codes, passkeys to breakwater_app;
grant select, insert, delete on sign_in_attempts to breakwater_app;
grant select, insert, update on provider_accounts to breakwater_app;
