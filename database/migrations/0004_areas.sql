-- Areas by their published codes: which there are, where they lie, what lies in what, who lives there.
-- Every load is kept; what a newer load says of a code takes the older row out of use.

-- Up Migration

create table area_loads (
  id uuid primary key,
  sequence bigint generated always as identity unique,
  kind text not null check (kind in ('areas', 'lookup', 'population')),
  type text not null,
  to_type text,
  year integer,
  files jsonb not null,
  content_sha256 text not null,
  rows integer not null,
  rows_repeated integer not null,
  actor text not null,
  actor_name text not null,
  loaded_at timestamptz not null,
  check ((kind = 'lookup') = (to_type is not null)),
  check ((kind = 'population') = (year is not null))
);
create index area_loads_by_content on area_loads (content_sha256);

create table areas (
  load_id uuid not null references area_loads (id) deferrable initially deferred,
  type text not null,
  code text not null,
  name text not null check (name <> ''),
  parent_type text,
  parent_code text,
  boundary json,
  west double precision,
  south double precision,
  east double precision,
  north double precision,
  is_current boolean not null default true,
  primary key (load_id, code),
  check ((parent_type is null) = (parent_code is null)),
  check ((boundary is null) = (west is null))
);
create unique index areas_one_current on areas (type, code) where is_current;

-- One code may lie in several: an LSOA of 2011 that was split.
create table area_lookups (
  load_id uuid not null references area_loads (id) deferrable initially deferred,
  from_type text not null,
  from_code text not null,
  to_type text not null,
  to_code text not null,
  is_current boolean not null default true,
  primary key (load_id, from_code, to_code)
);
create unique index area_lookups_one_current
  on area_lookups (from_type, to_type, from_code, to_code) where is_current;

create table area_populations (
  load_id uuid not null references area_loads (id) deferrable initially deferred,
  type text not null,
  code text not null,
  year integer not null,
  people integer not null check (people >= 0),
  is_current boolean not null default true,
  primary key (load_id, code)
);
create unique index area_populations_one_current
  on area_populations (type, code, year) where is_current;

-- What the current areas and lookups together say of each small area, worked out anew by every load.
create table small_areas (
  code text primary key,
  type text not null check (type in ('lsoa21', 'lsoa11', 'invented')),
  -- Of a 2011 area: it became several areas of 2021.
  is_split boolean not null,
  -- Null of a split area, and of one of 2011 that no lookup carries to 2021.
  lsoa21_code text,
  ward_code text,
  msoa21_code text,
  district_code text
);
create index small_areas_by_district on small_areas (district_code);
create index small_areas_by_ward on small_areas (ward_code);

-- Incidents of split 2011 areas, placed by their points. The rest of such an area stays on it.
create table police_placed_counts (
  import_id uuid not null,
  force text not null,
  month text not null,
  area_code text not null,
  crime_type text not null,
  current_code text not null,
  count integer not null check (count > 0),
  primary key (import_id, force, month, area_code, crime_type, current_code),
  foreign key (import_id, force, month) references police_months (import_id, force, month)
);

-- Which load of areas the placed counts of an import rest on.
create table police_placements (
  import_id uuid primary key references police_imports (id),
  area_load_sequence bigint not null
);

grant select, insert on area_loads to breakwater_app;
grant select, insert, update on areas, area_lookups, area_populations, police_placements
  to breakwater_app;
grant select, insert, update, delete on small_areas to breakwater_app;
grant select, insert, delete on police_placed_counts to breakwater_app;
