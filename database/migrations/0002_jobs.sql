-- Work that outlives a request: what was asked, how far it is, how it ended.

-- Up Migration

create table job_runs (
  id uuid primary key,
  task text not null,
  title text not null,
  actor text not null,
  state text not null default 'queued' check (state in ('queued', 'running', 'done', 'failed')),
  step text not null default 'Waiting to start',
  done integer not null default 0,
  total integer not null default 0,
  message text,
  result_path text,
  queued_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz
);

create table job_workers (
  id text primary key,
  seen_at timestamptz not null
);

grant select, insert, update on job_runs to breakwater_app;
grant select, insert, update, delete on job_workers to breakwater_app, breakwater_jobs;

-- graphile_worker's schema is closed to the service; this is the one door, and it opens only inwards.
create function enqueue_job(task text, run_id uuid, payload jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform graphile_worker.add_job(
    task,
    json_build_object('runId', run_id, 'payload', payload),
    max_attempts => 100,
    job_key => run_id::text
  );
end
$$;
revoke all on function enqueue_job (text, uuid, jsonb) from public;
grant execute on function enqueue_job (text, uuid, jsonb) to breakwater_app;
