-- Who keeps an agreement, edits that can be told apart, signatures that only their own agency can write, and
-- what a version would change, counted without naming anybody.

-- Up Migration

alter table agreements
  -- The agency that drafts and proposes its versions. It too signs for itself alone.
  add column kept_by text references agencies (id),
  -- The profile's own name for the draft it ships, so that it is put in once.
  add column profile_id text unique;

-- Counts the edits of a draft, so that each names the one it saw.
alter table agreement_versions add column revision integer not null default 1;

-- A signature opens records, so nobody can write one for another agency, whatever SQL the service is made to run.
alter table agreement_signatures enable row level security;
create policy read on agreement_signatures for select using (true);
create policy signed on agreement_signatures for insert to breakwater_app with check (
  agency_id = (select (access.principal()).agency_id)
  and signed_by = (select (access.principal()).user_id)
  and (select (access.principal()).role) in ('information-governance', 'administrator')
  and exists (
    select 1 from agreement_versions v
    where v.id = version_id and v.proposed_at is not null and v.revoked_at is null)
);
create policy left_by_itself on agreement_signatures for update to breakwater_app
  using (agency_id = (select (access.principal()).agency_id))
  with check (left_by = (select (access.principal()).user_id));

-- How many people of which agency would see, or stop seeing, about how many records of which other, if every party
-- signed this version: for a governance lead or an administrator of the agency that keeps it, or of a party once
-- it is proposed; nobody else gets a row. Counted by agency, as if nobody were excluded or named on a record,
-- so that no count betrays either; restricted and sealed records are not counted, because no agreement opens
-- them. The records of each kind that terms can tell apart are rounded to fives before anything is added up, and
-- never to nothing, so that no number of drafts compared with each other says more than one such rounded count.
-- A number of people from 1 to 4 is null. The row of a giver without a receiver counts each of its records once.
create function access.preview_version(wanted uuid)
returns table (change text, giver text, receiver text, category text, people integer, records integer)
language sql stable security definer set search_path = pg_catalog, pg_temp set jit = off as $$
  with version as materialized (
    -- The later of now and the beginning of its first day.
    select v.id, greatest(me.at, v.from_on::timestamp at time zone 'Europe/London') as moment
    from access.principal() me
    join public.agreement_versions v on v.id = wanted
    join public.agreements a on a.id = v.agreement_id
    where me.kind = 'person' and me.role in ('information-governance', 'administrator')
      and v.revoked_at is null
      and (a.kept_by = me.agency_id or v.proposed_at is not null and exists (
        select 1 from public.agreement_parties p
        where p.version_id = v.id and p.agency_id = me.agency_id))
  ),
  after as materialized (
    select distinct p.giver, p.receiver, p.category, p.purpose, p.held_as, p.processing
    from version v, access.pairs(v.moment, v.id) p
  ),
  before as materialized (
    select distinct p.giver, p.receiver, p.category, p.purpose, p.held_as, p.processing
    from version v, access.pairs(v.moment) p
  ),
  -- Nobody sees any part of a record that they do not see.
  seen_after as (
    select a.* from after a
    join after i using (giver, receiver, purpose, held_as, processing)
    where i.category = 'identity'
  ),
  seen_before as (
    select b.* from before b
    join before i using (giver, receiver, purpose, held_as, processing)
    where i.category = 'identity'
  ),
  changed as materialized (
    select distinct 'gains' as change, giver, receiver, category, held_as, processing
    from (select * from seen_after except select * from seen_before) gained
    union all
    select distinct 'loses', giver, receiver, category, held_as, processing
    from (select * from seen_before except select * from seen_after) lost
  ),
  held as materialized (
    select r.owner_agency_id, r.held_as, r.processing, greatest(5, round(count(*) / 5.0) * 5)::integer as many
    from public.person_records r
    where r.sealed_at is null and not r.is_restricted
    group by 1, 2, 3
  ),
  staff as (
    select u.agency_id, count(*)::integer as many
    from version v, public.users u
    where u.left_at is null or u.left_at > v.moment
    group by 1
  ),
  lines as materialized (
    select c.change, c.giver, c.receiver, c.category, coalesce(sum(h.many), 0)::integer as records
    from changed c
    left join held h
      on h.owner_agency_id = c.giver and h.held_as = c.held_as and h.processing = c.processing
    group by 1, 2, 3, 4
  ),
  totals as (
    select k.change, k.giver, coalesce(sum(h.many), 0)::integer as records
    from (select distinct change, giver, held_as, processing from changed) k
    left join held h
      on h.owner_agency_id = k.giver and h.held_as = k.held_as and h.processing = k.processing
    group by 1, 2
  )
  select l.change, l.giver, l.receiver, l.category,
    case when s.many between 1 and 4 then null else coalesce(s.many, 0) end, l.records
  from lines l
  left join staff s on s.agency_id = l.receiver
  union all
  select t.change, t.giver, null, null, null, t.records
  from totals t
$$;

grant create on schema access to breakwater_guard;
alter function access.preview_version (uuid) owner to breakwater_guard;
revoke all on function access.preview_version (uuid) from public;
grant execute on function access.preview_version (uuid) to breakwater_app;
