-- Places the partnership works in, and what the evidence imports counted there.

-- Up Migration

create table districts (
  code text primary key,
  name text not null unique,
  area_name_prefix text not null unique,
  community_safety_partnership text not null,
  population integer check (population > 0),
  population_year integer,
  position integer not null
);

create table police_imports (
  id uuid primary key,
  source text not null check (source in ('police', 'demonstration')),
  content_sha256 text not null,
  actor text not null,
  actor_name text not null,
  rows_read integer not null,
  rows_accepted integer not null,
  rows_duplicate integer not null,
  rows_quarantined integer not null,
  rows_replaced integer not null,
  shared_crime_ids integer not null,
  rows_without_location integer not null,
  rows_outside_area integer not null,
  seconds double precision not null,
  imported_at timestamptz not null,
  check (rows_read = rows_accepted + rows_duplicate + rows_quarantined)
);
create index police_imports_by_content on police_imports (source, content_sha256);

create table police_import_files (
  import_id uuid not null references police_imports (id),
  position integer not null,
  name text not null,
  sha256 text not null,
  bytes bigint not null,
  rows_read integer not null,
  notes jsonb not null default '[]',
  refusal jsonb,
  primary key (import_id, position)
);

-- One row for each version of each unit of replacement: what a force reported for a month.
create table police_months (
  import_id uuid not null references police_imports (id),
  source text not null,
  force text not null,
  month text not null check (month ~ '^\d{4}-\d{2}$'),
  rows_accepted integer not null,
  rows_without_location integer not null,
  parquet_path text not null unique,
  parquet_sha256 text not null,
  parquet_bytes bigint not null,
  is_current boolean not null,
  primary key (import_id, force, month)
);
create unique index police_months_one_current on police_months (source, force, month) where is_current;

create table police_quarantined_rows (
  import_id uuid not null references police_imports (id),
  position integer not null,
  file_name text not null,
  line integer not null,
  rule text not null,
  raw text not null,
  primary key (import_id, position)
);

-- Pages read these, never the rows themselves. A row without a location has a blank area.
create table police_monthly_counts (
  import_id uuid not null,
  force text not null,
  month text not null,
  area_code text not null,
  area_name text not null,
  crime_type text not null,
  count integer not null check (count > 0),
  primary key (import_id, force, month, area_code, area_name, crime_type),
  foreign key (import_id, force, month) references police_months (import_id, force, month)
);

grant select, insert, update on districts, police_imports, police_months to breakwater_app;
grant select, insert on police_import_files, police_quarantined_rows, police_monthly_counts to breakwater_app;
