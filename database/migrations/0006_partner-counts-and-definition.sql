-- Every version of the definition that was ever in force here, and the monthly counts that partners send.

-- Up Migration

-- A figure names the version it was counted with, so a version is never changed and never forgotten.
create table definition_versions (
  version integer primary key check (version > 0),
  label text not null check (label <> ''),
  valid_from integer not null,
  content jsonb not null,
  first_seen_at timestamptz not null
);

-- How a file's columns are to be read. A new version of a mapping takes the place of the old one, which is kept.
create table count_mappings (
  id uuid primary key,
  name text not null check (name <> ''),
  fields jsonb not null,
  owner text not null,
  owner_name text not null,
  saved_at timestamptz not null,
  replaced_at timestamptz
);
create unique index count_mappings_one_current on count_mappings (lower(name)) where replaced_at is null;

-- A file that waits for its columns to be named.
create table count_uploads (
  id uuid primary key,
  file_name text not null,
  file_sha256 text not null,
  bytes bigint not null,
  uploaded_by text not null,
  uploaded_at timestamptz not null
);

create table count_imports (
  id uuid primary key,
  position bigint generated always as identity,
  origin text not null check (origin in ('partners', 'demonstration')),
  content_sha256 text not null,
  mapping_id uuid references count_mappings (id),
  fields jsonb not null,
  definition_version integer not null references definition_versions (version),
  actor text not null,
  actor_name text not null,
  file_name text not null,
  file_sha256 text not null,
  file_bytes bigint not null,
  notes jsonb not null default '[]',
  rows_read integer not null,
  rows_accepted integer not null,
  rows_duplicate integer not null,
  rows_quarantined integer not null,
  rows_replaced integer not null,
  seconds double precision not null,
  imported_at timestamptz not null,
  withdrawn_at timestamptz,
  withdrawn_by text,
  check (rows_read = rows_accepted + rows_duplicate + rows_quarantined)
);
create index count_imports_by_content on count_imports (origin, content_sha256);

-- One row for each version of each unit of replacement: what a source said of a measure for a month.
create table count_months (
  import_id uuid not null references count_imports (id),
  origin text not null,
  source text not null,
  measure text not null,
  month text not null check (month ~ '^\d{4}-\d{2}$'),
  rows_accepted integer not null,
  is_current boolean not null,
  primary key (import_id, source, measure, month)
);
create unique index count_months_one_current on count_months (origin, source, measure, month)
  where is_current;

-- A count of null is one that was left blank: missing, never zero.
create table partner_counts (
  import_id uuid not null,
  source text not null,
  measure text not null,
  month text not null,
  part text not null,
  area_code text not null,
  count integer check (count >= 0),
  primary key (import_id, source, measure, month, part, area_code),
  foreign key (import_id, source, measure, month) references count_months (import_id, source, measure, month)
);

create table count_quarantined_rows (
  import_id uuid not null references count_imports (id),
  position integer not null,
  file_name text not null,
  line integer not null,
  rule text not null,
  raw text not null,
  primary key (import_id, position)
);

grant select, insert on definition_versions to breakwater_app;
grant select, insert, update on count_mappings, count_imports, count_months to breakwater_app;
grant select, insert on count_uploads, partner_counts, count_quarantined_rows to breakwater_app;
