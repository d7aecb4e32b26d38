-- Which rows were duplicates, and of which; what became of the rows of each file; which months came again
-- unchanged.

-- Up Migration

create table police_duplicate_rows (
  import_id uuid not null references police_imports (id),
  position integer not null,
  file_name text not null,
  line integer not null,
  first_file_name text not null,
  first_line integer not null,
  primary key (import_id, position)
);

create table count_duplicate_rows (
  import_id uuid not null references count_imports (id),
  position integer not null,
  line integer not null,
  first_line integer not null,
  primary key (import_id, position)
);

-- Null: not recorded, because the import is older than these columns.
alter table police_import_files add column rows_duplicate integer;
alter table police_import_files add column rows_quarantined integer;
update police_import_files as file set rows_duplicate = 0
  from police_imports as import where import.id = file.import_id and import.rows_duplicate = 0;
update police_import_files as file set rows_quarantined = 0
  from police_imports as import where import.id = file.import_id and import.rows_quarantined = 0;

-- Whether a month holds the same rows as the version that it replaced. False where nothing was compared, so
-- pages say it only of those where it is known.
alter table police_months add column is_unchanged boolean not null default false;
alter table count_months add column is_unchanged boolean not null default false;

grant select, insert on police_duplicate_rows, count_duplicate_rows to breakwater_app;
