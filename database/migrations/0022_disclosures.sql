-- What agencies give each other, for how long a record is kept, and what was put right in it: the ledger of
-- disclosures, reviews and disposal, and the notices that a correction sends.

-- Up Migration

-- One row for each record, recipient, day, purpose, basis and set of categories. Without a foreign key to the
-- record: the ledger outlives it, and names nobody it is about.
create table disclosures (
  id uuid primary key default gen_random_uuid(),
  record_id uuid not null,
  -- Who gave it: the agency that holds the record.
  owner_agency_id text not null references agencies (id),
  recipient_agency_id text not null references agencies (id),
  recipient_user_id uuid not null references users (id),
  recipient_name text not null check (recipient_name <> ''),
  at timestamptz not null,
  day date not null,
  categories text[] not null
    check (categories <@ array['identity', 'contact', 'location', 'health', 'informant'] and categories <> '{}'),
  purpose text,
  basis text not null check (basis in ('agreement', 'case-role', 'break-glass')),
  -- The version of the agreement, the case role or the breaking of the glass.
  basis_id uuid not null,
  agreement_id uuid references agreements (id),
  agreement_version integer,
  gateway_id text not null references gateways (id),
  -- When the basis ends, as it was then: the recipient may not rely on it for longer.
  expires_at timestamptz not null,
  unique nulls not distinct (record_id, recipient_user_id, day, purpose, basis, basis_id, categories),
  check (owner_agency_id <> recipient_agency_id),
  check ((basis = 'agreement') = (agreement_id is not null and agreement_version is not null))
);
create index disclosures_by_owner on disclosures (owner_agency_id, at);
create index disclosures_by_recipient on disclosures (recipient_agency_id, at);

-- What keeps the principal from a record whatever else they are given.
create function access.is_denied(record uuid) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return record in (select e.record_id from access.excluded_records() e)
    or exists (select 1 from public.person_records r where r.id = record and r.sealed_at is not null);
end
$$;

-- By what the principal, who is of another agency, sees each of these categories of these records. One basis for
-- each: an agreement before a case role before break-glass, and the one that lasts longest.
create function access.bases(records uuid[], categories text[])
returns table (
  record_id uuid, category text, owner_agency_id text, basis text, basis_id uuid, agreement_id uuid,
  agreement_version integer, gateway_id text, expires_at timestamptz
)
language sql stable set search_path = pg_catalog, pg_temp as $$
  with shown as materialized (
    select r.id, w.category, r.owner_agency_id, r.held_as, r.processing, r.is_restricted
    from unnest(records, categories) w (record_id, category)
    join public.person_records r on r.id = w.record_id
    cross join access.principal() me
    where r.owner_agency_id <> me.agency_id
  ),
  given as materialized (
    select p.*, p.until_on::timestamp at time zone 'Europe/London' as expires_at
    from access.principal() me, access.pairs(me.at) p
    where p.receiver = me.agency_id and p.purpose = me.purpose
  ),
  named as materialized (
    select k.category, n.record_id, n.gateway_id, n.path, n.reason_id,
      coalesce(
        (select c.until_at from public.case_roles c where c.id = n.reason_id),
        (select b.until_at from public.broken_glass b where b.id = n.reason_id)) as expires_at
    from (select distinct category from shown) k, access.named_records(k.category) n
  ),
  found as (
    select s.id, s.category, s.owner_agency_id, 1 as rank, 'agreement' as basis, g.version_id as basis_id,
      g.agreement_id, g.number as agreement_version, g.gateway_id, g.expires_at
    from shown s
    join given g on g.giver = s.owner_agency_id and g.category = s.category and g.held_as = s.held_as
      and g.processing = s.processing
    where not s.is_restricted
    union all
    select s.id, s.category, s.owner_agency_id, case n.path when 'case-role' then 2 else 3 end, n.path,
      n.reason_id, null, null, n.gateway_id, n.expires_at
    from shown s
    join named n on n.record_id = s.id and n.category = s.category
  )
  select distinct on (f.id, f.category) f.id, f.category, f.owner_agency_id, f.basis, f.basis_id, f.agreement_id,
    f.agreement_version, f.gateway_id, f.expires_at
  from found f
  order by f.id, f.category, f.rank, f.expires_at desc, f.basis_id
$$;

alter table disclosures enable row level security;
alter table disclosures force row level security;
-- Written by who is shown the record, in their own name, for a record that they see.
create policy made on disclosures for insert to breakwater_app with check (
  recipient_user_id = (select (access.principal()).user_id)
  and recipient_agency_id = (select (access.principal()).agency_id)
  and at = (select (access.principal()).at)
  and exists (
    select 1 from person_records r
    where r.id = record_id and r.owner_agency_id = disclosures.owner_agency_id)
);
-- Read by the information governance leads of who gave and of who received. What denies a record denies its rows.
create policy seen on disclosures for select to breakwater_app using (
  (select (access.principal()).is_strong)
  and (select (access.principal()).role) = 'information-governance'
  and (select (access.principal()).agency_id) in (owner_agency_id, recipient_agency_id)
  and not access.is_denied(record_id)
);
grant select, insert on disclosures to breakwater_app;

grant create on schema access to breakwater_guard;
alter function access.is_denied (uuid) owner to breakwater_guard;
revoke all on function access.is_denied (uuid), access.bases (uuid[], text[]) from public;
grant execute on function access.is_denied (uuid), access.bases (uuid[], text[]) to breakwater_app;

-- How long each kind of record is kept, as the profile says. Of records of people the rule gives the day of review.
create table retention_rules (
  id text primary key check (id ~ '^[a-z0-9-]+$'),
  record_type text not null,
  -- For which records of people it is; null for all.
  held_as text[],
  processing text[],
  months integer not null check (months > 0),
  in_profile boolean not null default true
);
grant select, insert, update on retention_rules to breakwater_app;
grant select on retention_rules to breakwater_guard;

alter table person_records
  -- Null where no rule was there: due at once, so that nothing is kept for want of a rule.
  add column review_on date,
  add column retention_rule_id text references retention_rules (id);
create index person_records_by_review on person_records (owner_agency_id, review_on);

-- The day of review is the database's to reckon, at the making and at every change of a record.
create function access.set_review() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  rule record;
begin
  select t.id, t.months into rule
  from public.retention_rules t
  where t.in_profile and t.record_type = 'person-record'
    and (t.held_as is null or new.held_as = any (t.held_as))
    and (t.processing is null or new.processing = any (t.processing))
  order by t.months, t.id
  limit 1;
  new.retention_rule_id := rule.id;
  new.review_on := (access.day_of(new.changed_at) + make_interval(months => rule.months))::date;
  return new;
end
$$;
create trigger set_review_at_making before insert on person_records
  for each row execute function access.set_review();
create trigger set_review_at_change before update on person_records
  for each row when (new.changed_at is distinct from old.changed_at
    or new.held_as is distinct from old.held_as or new.processing is distinct from old.processing)
  execute function access.set_review();

-- Everything that is decided about keeping a record, in order. The last of each kind counts: a hold that is set and
-- not lifted, a disposal that is proposed and neither withdrawn nor overtaken by a decision to keep.
create table retention_decisions (
  number bigint generated always as identity primary key,
  record_id uuid not null references person_records (id),
  decision text not null
    check (decision in ('kept', 'hold-set', 'hold-lifted', 'disposal-proposed', 'disposal-withdrawn')),
  reason text not null check (reason <> '' and char_length(reason) <= 1000),
  -- For a decision to keep: when it is looked at again.
  next_on date,
  decided_by uuid not null references users (id),
  decided_by_name text not null,
  decided_at timestamptz not null,
  check ((decision = 'kept') = (next_on is not null)),
  check (next_on > access.day_of(decided_at) and next_on <= access.day_of(decided_at) + interval '10 years')
);
create index retention_decisions_by_record on retention_decisions (record_id, number);

-- What was disposed of, by which rule and by whom; nothing says about whom it was.
create table disposal_log (
  id uuid primary key default gen_random_uuid(),
  agency_id text not null references agencies (id),
  record_type text not null,
  rule_id text,
  made_on date not null,
  changed_on date not null,
  review_on date,
  proposed_by uuid not null references users (id),
  proposed_by_name text not null,
  proposed_at timestamptz not null,
  disposed_by uuid not null references users (id),
  disposed_by_name text not null,
  disposed_at timestamptz not null,
  check (proposed_by <> disposed_by)
);

-- What a record said before each change, whatever made the change.
create table person_record_versions (
  id bigint generated always as identity primary key,
  record_id uuid not null references person_records (id),
  version integer not null,
  given_names text not null,
  family_name text not null,
  born_on date,
  held_as text not null,
  processing text not null,
  replaced_by uuid,
  replaced_at timestamptz not null
);
create index person_record_versions_by_record on person_record_versions (record_id, id);

-- Something that was wrong, put right; and which agencies that were given the record have to be told.
create table corrections (
  id uuid primary key,
  -- Without a foreign key, as in the ledger of disclosures.
  record_id uuid not null,
  owner_agency_id text not null references agencies (id),
  -- The version that was wrong.
  version integer not null,
  fields text[] not null
    check (fields <> '{}' and fields <@ array['name', 'born-on', 'held-as', 'processing']),
  -- Null once the record is disposed of.
  what text check (what <> '' and char_length(what) <= 1000),
  made_by uuid not null references users (id),
  made_at timestamptz not null
);
create index corrections_by_record on corrections (record_id);
create table correction_notices (
  correction_id uuid not null references corrections (id),
  agency_id text not null references agencies (id),
  record_id uuid not null,
  owner_agency_id text not null references agencies (id),
  made_at timestamptz not null,
  acknowledged_by uuid references users (id),
  acknowledged_by_name text,
  acknowledged_at timestamptz,
  primary key (correction_id, agency_id),
  check ((acknowledged_by is null) = (acknowledged_at is null))
);
create index correction_notices_by_agency on correction_notices (agency_id, acknowledged_at);

alter table retention_decisions enable row level security;
alter table retention_decisions force row level security;
alter table disposal_log enable row level security;
alter table disposal_log force row level security;
alter table person_record_versions enable row level security;
alter table person_record_versions force row level security;
alter table corrections enable row level security;
alter table corrections force row level security;
alter table correction_notices enable row level security;
alter table correction_notices force row level security;

-- The owner's information governance lead who sees the record decides about it and reads what was decided.
create policy seen on retention_decisions for select to breakwater_app using (
  (select (access.principal()).role) = 'information-governance'
  and exists (
    select 1 from person_records r
    where r.id = record_id and r.owner_agency_id = (select (access.principal()).agency_id))
);
create policy made on retention_decisions for insert to breakwater_app with check (
  (select (access.principal()).role) = 'information-governance'
  and decided_by = (select (access.principal()).user_id)
  and decided_at = (select (access.principal()).at)
  and exists (
    select 1 from person_records r
    where r.id = record_id and r.owner_agency_id = (select (access.principal()).agency_id))
);
create policy seen on disposal_log for select to breakwater_app using (
  (select (access.principal()).is_strong)
  and (select (access.principal()).role) = 'information-governance'
  and agency_id = (select (access.principal()).agency_id)
);
create policy seen on person_record_versions for select to breakwater_app using (
  (select (access.principal()).role) = 'information-governance'
  and exists (
    select 1 from person_records r
    where r.id = record_id and r.owner_agency_id = (select (access.principal()).agency_id))
);
create policy made on corrections for insert to breakwater_app with check (
  owner_agency_id = (select (access.principal()).agency_id)
  and made_by = (select (access.principal()).user_id)
  and made_at = (select (access.principal()).at)
  and exists (
    select 1 from person_records r where r.id = record_id and r.owner_agency_id = corrections.owner_agency_id)
);
create policy seen on correction_notices for select to breakwater_app using (
  (select (access.principal()).is_strong)
  and (select (access.principal()).role) = 'information-governance'
  and (select (access.principal()).agency_id) in (owner_agency_id, agency_id)
  and not access.is_denied(record_id)
);
create policy seen on corrections for select to breakwater_app using (
  (select (access.principal()).is_strong)
  and (select (access.principal()).role) = 'information-governance'
  and not access.is_denied(record_id)
  and (
    owner_agency_id = (select (access.principal()).agency_id)
    or exists (
      select 1 from correction_notices n
      where n.correction_id = id and n.agency_id = (select (access.principal()).agency_id))
  )
);
-- The recipient's lead says once, in their own name, that the correction has arrived.
create policy acknowledged on correction_notices for update to breakwater_app using (
  (select (access.principal()).is_strong)
  and (select (access.principal()).role) = 'information-governance'
  and agency_id = (select (access.principal()).agency_id)
  and acknowledged_at is null
  and not access.is_denied(record_id)
) with check (
  acknowledged_by = (select (access.principal()).user_id)
  and acknowledged_at = (select (access.principal()).at)
);
grant select, insert on retention_decisions, corrections to breakwater_app;
grant select on disposal_log, person_record_versions, correction_notices to breakwater_app;
grant update (acknowledged_by, acknowledged_by_name, acknowledged_at) on correction_notices to breakwater_app;

-- What the guard's functions below read and write.
create policy guard on disclosures for select to breakwater_guard using (current_user = 'breakwater_guard');
create policy guard on retention_decisions for select to breakwater_guard using (current_user = 'breakwater_guard');
create policy guard on corrections for select to breakwater_guard using (current_user = 'breakwater_guard');
create policy guard_blanks on corrections for update to breakwater_guard using (current_user = 'breakwater_guard');
create policy guard_tells on correction_notices for insert to breakwater_guard
  with check (current_user = 'breakwater_guard');
create policy guard_logs on disposal_log for insert to breakwater_guard with check (current_user = 'breakwater_guard');
create policy guard_keeps on person_record_versions for insert to breakwater_guard
  with check (current_user = 'breakwater_guard');
create policy guard_reviews on person_records for update to breakwater_guard
  using (current_user = 'breakwater_guard');
grant select on disclosures, retention_decisions, corrections, audit_heads to breakwater_guard;
grant update (what) on corrections to breakwater_guard;
grant insert on correction_notices, disposal_log, person_record_versions to breakwater_guard;
grant update (review_on) on person_records to breakwater_guard;

create function access.keep_version() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into public.person_record_versions (record_id, version, given_names, family_name, born_on, held_as,
    processing, replaced_by, replaced_at)
  values (old.id, old.version, old.given_names, old.family_name, old.born_on, old.held_as, old.processing,
    (access.principal()).user_id, coalesce((access.principal()).at, new.changed_at));
  return null;
end
$$;
create trigger keep_version after update on person_records
  for each row when ((new.given_names, new.family_name, new.born_on, new.held_as, new.processing)
    is distinct from (old.given_names, old.family_name, old.born_on, old.held_as, old.processing))
  execute function access.keep_version();

-- A decision to keep moves the day of review. Who may decide was settled by the policy.
create function access.move_review() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.person_records r set review_on = new.next_on where r.id = new.record_id;
  return null;
end
$$;
create trigger move_review after insert on retention_decisions
  for each row when (new.decision = 'kept') execute function access.move_review();

-- Whether the clock by which a disposal would be judged has jumped: back by more than 5 minutes or forward by more
-- than a day against the sealed heads, now or within the last day. A log that was never sealed vouches for nothing.
create function access.has_clock_jumped(moment timestamptz) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  select coalesce(bool_or(
    h.newest and (moment < h.at - interval '5 minutes' or moment > h.at + interval '1 day')
    or h.at > moment - interval '1 day' and coalesce(
      h.at < h.before - interval '5 minutes' or h.at > h.before + interval '1 day', false)
  ), true)
  from (
    select a.at, lag(a.at) over (order by a.tree_size) as before,
      a.tree_size = max(a.tree_size) over () as newest
    from (select * from public.audit_heads order by tree_size desc limit 500000) a
  ) h
$$;

-- Ends a record that its lead proposed for disposal and a second lead disposes of: all its parts, what was decided
-- about it and what it said before, and the key by which the trace names it. The ledger of disclosures and the
-- notices of corrections stay; they name nobody. Answers with what stands in the way, or with the log's entry.
create function access.dispose_record(wanted uuid) returns table (outcome text, log_id uuid)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.principal := access.principal();
  it public.person_records;
  proposal public.retention_decisions;
  last_hold text;
  part record;
  logged uuid := gen_random_uuid();
begin
  if not coalesce(me.is_strong and me.has_stepped_up and me.role = 'information-governance', false) then
    raise exception 'Only an information governance lead disposes of records.' using errcode = '42501';
  end if;
  select r.* into it
  from public.person_records r
  where r.id = wanted and r.owner_agency_id = me.agency_id and r.sealed_at is null
    and r.id not in (select e.record_id from access.excluded_records() e)
    and (not r.is_restricted or r.id in (select n.record_id from access.named_records('identity') n))
  for update;
  if it.id is null then
    return query select 'not-there', null::uuid;
    return;
  end if;
  -- Asked after the lock, so that a hold set a moment ago is seen.
  select d.decision into last_hold
  from public.retention_decisions d
  where d.record_id = wanted and d.decision in ('hold-set', 'hold-lifted')
  order by d.number desc limit 1;
  select d.* into proposal
  from public.retention_decisions d
  where d.record_id = wanted and d.decision in ('kept', 'disposal-proposed', 'disposal-withdrawn')
  order by d.number desc limit 1;
  if last_hold = 'hold-set' then
    return query select 'on-hold', null::uuid;
  elsif proposal.decision is distinct from 'disposal-proposed' then
    return query select 'not-proposed', null::uuid;
  elsif proposal.decided_by = me.user_id then
    return query select 'same-person', null::uuid;
  elsif it.review_on > access.day_of(me.at) then
    return query select 'not-due', null::uuid;
  elsif access.has_clock_jumped(me.at) then
    return query select 'clock', null::uuid;
  else
    for part in
      select c.conrelid::regclass as of_table, a.attname as of_column
      from pg_constraint c
      join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
      where c.contype = 'f' and c.confrelid = 'public.person_records'::regclass
    loop
      execute format('delete from %s where %I = $1', part.of_table, part.of_column) using wanted;
    end loop;
    update public.corrections c set what = null where c.record_id = wanted;
    delete from public.person_records r where r.id = wanted;
    insert into public.disposal_log (id, agency_id, record_type, rule_id, made_on, changed_on, review_on, proposed_by,
      proposed_by_name, proposed_at, disposed_by, disposed_by_name, disposed_at)
    select logged, it.owner_agency_id, 'person-record', it.retention_rule_id, access.day_of(it.created_at),
      access.day_of(it.changed_at), it.review_on, proposal.decided_by, proposal.decided_by_name,
      proposal.decided_at, me.user_id, u.name, me.at
    from public.users u where u.id = me.user_id;
    perform access.destroy_audit_subject_key(wanted::text, me.actor, u.name)
    from public.users u where u.id = me.user_id;
    return query select 'disposed', logged;
  end if;
end
$$;
-- The guard deletes whatever hangs on a record. It learns of no more than the record's number in those tables.
do $$
declare
  part regclass;
begin
  for part in
    select distinct c.conrelid::regclass
    from pg_constraint c
    where c.contype = 'f' and c.confrelid = 'public.person_records'::regclass
  loop
    execute format('grant select (record_id), delete on %s to breakwater_guard', part);
    execute format(
      'create policy guard_disposes on %s for delete to breakwater_guard using (current_user = ''breakwater_guard'')',
      part);
    execute format(
      'create policy guard_finds on %s for select to breakwater_guard using (current_user = ''breakwater_guard'')',
      part);
  end loop;
end
$$;
grant delete on person_records to breakwater_guard;
create policy guard_disposes on person_records for delete to breakwater_guard
  using (current_user = 'breakwater_guard');

-- Tells every agency that was ever given the record of a correction, and gives whom to mail there. For whoever made
-- the correction, in the same transaction; to whom the record was given is not theirs to read otherwise.
create function access.tell_recipients(correction uuid) returns table (email text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.principal := access.principal();
begin
  insert into public.correction_notices (correction_id, agency_id, record_id, owner_agency_id, made_at)
  select distinct c.id, d.recipient_agency_id, c.record_id, c.owner_agency_id, c.made_at
  from public.corrections c
  join public.disclosures d on d.record_id = c.record_id and d.owner_agency_id = c.owner_agency_id
  where c.id = correction and c.made_by = me.user_id and c.made_at = me.at;
  return query
    select distinct u.email
    from public.corrections c
    join public.disclosures d on d.record_id = c.record_id and d.owner_agency_id = c.owner_agency_id
    join public.users u on u.agency_id = d.recipient_agency_id and u.role = 'information-governance'
    where c.id = correction and c.made_by = me.user_id and c.made_at = me.at
      and (u.left_at is null or u.left_at > me.at) and (u.leaves_at is null or u.leaves_at > me.at)
    order by u.email;
end
$$;

alter function access.keep_version () owner to breakwater_guard;
alter function access.move_review () owner to breakwater_guard;
alter function access.dispose_record (uuid) owner to breakwater_guard;
alter function access.tell_recipients (uuid) owner to breakwater_guard;
revoke all on function access.set_review (), access.keep_version (), access.move_review (),
  access.has_clock_jumped (timestamptz), access.dispose_record (uuid), access.tell_recipients (uuid) from public;
grant execute on function access.has_clock_jumped (timestamptz) to breakwater_app, breakwater_guard;
grant execute on function access.dispose_record (uuid), access.tell_recipients (uuid) to breakwater_app;
