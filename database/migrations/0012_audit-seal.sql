-- The trace, sealed: every committed entry becomes a leaf of a Merkle log, and the heads of that log are signed
-- and given to witnesses. The service adds entries and nothing else; the sealer adds what seals them and nothing
-- else. Who a record is about can be taken out of the entries again, by destroying one key.

-- Up Migration

alter table audit_entries
  -- Why each record could be seen, as it was then.
  add column paths jsonb not null default '[]',
  add column purpose text,
  -- The transaction that wrote it. What a snapshot says about transactions is the only bound that a late commit
  -- cannot slip under; numbers and times of entries are given out before the commit.
  add column written_in xid8 not null default pg_current_xact_id();

create index audit_entries_by_transaction on audit_entries (written_in);
create index audit_entries_by_actor on audit_entries (actor, id);
create index audit_entries_by_record on audit_entries using gin (about jsonb_path_ops)
  where about <> '[]';

-- The number and the transaction of an entry are the database's to give.
revoke insert on audit_entries from breakwater_app;
grant insert (at, actor, actor_name, agency_id, role, action, outcome, about, detail, paths, purpose)
  on audit_entries to breakwater_app;

-- What is hashed: every column that says something, as the database itself writes JSON, so that no digit of a
-- moment or a number is lost on the way. What is sealed rests on it: never change it; a new form needs a new name.
create function audit_entry_text(entry audit_entries) returns text
language sql stable parallel safe
return jsonb_build_object(
  'id', entry.id,
  'at', to_char(entry.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
  'actor', entry.actor,
  'actor_name', entry.actor_name,
  'agency_id', entry.agency_id,
  'role', entry.role,
  'action', entry.action,
  'outcome', entry.outcome,
  'about', entry.about,
  'detail', entry.detail,
  'paths', entry.paths,
  'purpose', entry.purpose
)::text;

-- No foreign key to the entry: it would write to every entry again to lock it.
create table audit_leaves (
  position bigint primary key check (position >= 0),
  entry_id bigint not null unique,
  leaf_hash bytea not null check (length(leaf_hash) = 32)
);

create table audit_heads (
  tree_size bigint primary key check (tree_size > 0),
  root_hash bytea not null check (length(root_hash) = 32),
  at timestamptz not null,
  public_key bytea not null check (length(public_key) = 32),
  signature bytea not null check (length(signature) = 64),
  -- Now and then, the roots of the full subtrees: from there on the tree can be grown without its beginning.
  right_edge bytea,
  -- Every entry of a transaction before this one is sealed.
  sealed_below xid8 not null
);
create index audit_heads_to_grow_from on audit_heads (tree_size) where right_edge is not null;

create table audit_witness_reports (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  witness text not null check (witness <> ''),
  outcome text not null check (outcome in ('held', 'failed', 'conflict', 'removed')),
  tree_size bigint not null,
  words text not null default ''
);
create index audit_witness_reports_by_witness on audit_witness_reports (witness, id);

grant select on audit_leaves, audit_heads, audit_witness_reports to breakwater_app;
grant select on audit_entries, audit_leaves, audit_heads, audit_witness_reports to breakwater_sealer;
grant insert on audit_leaves, audit_heads, audit_witness_reports to breakwater_sealer;

-- One secret a person: entries name a protected record only by a code made with it.
create table audit_subject_keys (
  subject text primary key check (subject <> ''),
  key bytea not null check (length(key) = 32),
  made_at timestamptz not null default now()
);
-- How one ends is in 0023.
grant select, insert on audit_subject_keys to breakwater_app;
