-- Findings: sentences with the figure they were read from, as it stood. Never changed; one can be superseded.

-- Up Migration

create table findings (
  id uuid primary key,
  position bigint generated always as identity unique,
  sentence text not null check (sentence <> '' and char_length(sentence) <= 300),
  figure_kind text not null check (figure_kind <> ''),
  figure_query text not null,
  figure jsonb not null,
  definition_version integer not null references definition_versions (version),
  author text not null,
  author_name text not null check (author_name <> ''),
  agency_id text not null references agencies (id),
  agency_name text not null check (agency_name <> ''),
  recorded_at timestamptz not null
);
create index findings_by_figure on findings (figure_kind, figure_query);

-- A finding has at most one successor, and comes after at most one; when and by whom is the newer one's.
create table finding_supersessions (
  older_id uuid primary key references findings (id),
  newer_id uuid not null unique references findings (id),
  reason text not null check (reason <> '' and char_length(reason) <= 500),
  check (older_id <> newer_id)
);

grant select, insert on findings, finding_supersessions to breakwater_app;
