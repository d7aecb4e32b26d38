-- The monthly counts are by far the most rows here, so each is four numbers: what is the same in many of them
-- is kept once.

-- Up Migration

alter table police_months add column id integer generated always as identity unique;

-- Areas as the police published them, a code with the name beside it; both blank: rows without a location.
create table police_areas (
  id integer generated always as identity primary key,
  code text not null,
  name text not null,
  unique (code, name)
);

create table police_crime_types (
  id smallint generated always as identity primary key,
  name text not null unique
);

insert into police_areas (code, name)
  select distinct area_code, area_name from police_monthly_counts order by area_code, area_name;
insert into police_crime_types (name)
  select distinct crime_type from police_monthly_counts order by crime_type;

alter table police_monthly_counts rename to wide_counts;
alter table wide_counts rename constraint police_monthly_counts_pkey to wide_counts_pkey;

-- Without foreign keys: each would be checked for every row, which takes longer than storing it. The one
-- statement that adds rows joins all three tables, and none of their rows is ever removed.
create table police_monthly_counts (
  month_id integer not null,
  area_id integer not null,
  crime_type_id smallint not null,
  count integer not null check (count > 0)
);
insert into police_monthly_counts (month_id, area_id, crime_type_id, count)
  select months.id, areas.id, types.id, wide.count
  from wide_counts as wide
  join police_months as months using (import_id, force, month)
  join police_areas as areas on areas.code = wide.area_code and areas.name = wide.area_name
  join police_crime_types as types on types.name = wide.crime_type
  order by 1, 2, 3;
alter table police_monthly_counts add primary key (month_id, area_id, crime_type_id);
drop table wide_counts;

-- The accepted rows of each import by area alone, for what is asked of a whole import.
create table police_import_areas (
  import_id uuid not null references police_imports (id),
  area_id integer not null,
  rows integer not null check (rows > 0),
  primary key (import_id, area_id)
);
insert into police_import_areas (import_id, area_id, rows)
  select months.import_id, counts.area_id, sum(counts.count)
  from police_months as months join police_monthly_counts as counts on counts.month_id = months.id
  group by months.import_id, counts.area_id;

alter table police_placed_counts rename to wide_counts;
alter table wide_counts rename constraint police_placed_counts_pkey to wide_counts_pkey;

create table police_placed_counts (
  month_id integer not null,
  area_code text not null,
  crime_type_id smallint not null,
  current_code text not null,
  count integer not null check (count > 0),
  primary key (month_id, area_code, crime_type_id, current_code)
);
insert into police_placed_counts (month_id, area_code, crime_type_id, current_code, count)
  select months.id, wide.area_code, types.id, wide.current_code, wide.count
  from wide_counts as wide
  join police_months as months using (import_id, force, month)
  join police_crime_types as types on types.name = wide.crime_type;
drop table wide_counts;

grant select, insert on police_areas, police_crime_types, police_monthly_counts, police_import_areas
  to breakwater_app;
grant select, insert, delete on police_placed_counts to breakwater_app;
