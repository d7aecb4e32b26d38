-- Which version of a month counts, and imports that were taken back.

-- Up Migration

-- The bytes as they were sent, and what is in them once unpacked: either may come again.
alter table police_imports rename column content_sha256 to sent_sha256;
alter index police_imports_by_content rename to police_imports_by_bytes;
alter table police_imports add column content_sha256 text;
create index police_imports_by_content on police_imports (source, content_sha256);

-- The order in which imports were accepted. The current version of a month is the newest whose import
-- was not withdrawn.
alter table police_imports add column number bigint generated always as identity unique;

-- Told at reading time, from the areas that are loaded then.
alter table police_imports drop column rows_outside_area;

create table police_import_withdrawals (
  import_id uuid primary key references police_imports (id),
  actor text not null,
  actor_name text not null,
  withdrawn_at timestamptz not null
);

-- Files that were kept to be loaded. What no receipt names in the end is removed again.
create table police_uploads (
  sha256 text primary key,
  kept_at timestamptz not null
);

create index police_months_by_unit on police_months (source, force, month);
create index police_import_files_by_bytes on police_import_files (sha256);

grant select, insert on police_import_withdrawals to breakwater_app;
grant select, insert, update, delete on police_uploads to breakwater_app;
