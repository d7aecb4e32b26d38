-- A person as one agency holds them. Nothing here is seen without a reason that access.reasons can give.

-- Up Migration

create table person_records (
  id uuid primary key,
  owner_agency_id text not null references agencies (id),
  given_names text not null check (given_names <> '' and char_length(given_names) <= 100),
  family_name text not null check (family_name <> '' and char_length(family_name) <= 100),
  -- The same names as they are searched for: small letters without accents, compared byte by byte.
  given_key text collate "C" not null,
  family_key text collate "C" not null,
  born_on date,
  -- In which capacity the agency holds them (DPA 2018 s.38(3)); of this record, never of the person.
  held_as text not null check (held_as in ('at-risk', 'victim', 'witness', 'suspect', 'convicted', 'other')),
  processing text not null check (processing in ('general', 'law-enforcement')),
  is_restricted boolean not null default false,
  sealed_at timestamptz,
  version integer not null default 1,
  created_by uuid not null references users (id),
  created_at timestamptz not null,
  changed_at timestamptz not null
);
create index person_records_by_name on person_records (family_key, given_key, id);
create index person_records_by_owner on person_records (owner_agency_id);

create table person_aliases (
  id uuid primary key,
  record_id uuid not null references person_records (id),
  alias text not null check (alias <> '' and char_length(alias) <= 200),
  alias_key text collate "C" not null
);
create table person_contacts (
  id uuid primary key,
  record_id uuid not null references person_records (id),
  value text not null check (value <> '' and char_length(value) <= 200),
  -- Channel, times, voicemail, code name: asked once and obeyed.
  safe_contact text not null check (char_length(safe_contact) <= 500)
);
create table person_locations (
  id uuid primary key,
  record_id uuid not null references person_records (id),
  kind text not null check (kind in ('home', 'school', 'work', 'refuge', 'frequents', 'other')),
  address text not null check (address <> '' and char_length(address) <= 500)
);
create table person_health (
  id uuid primary key,
  record_id uuid not null references person_records (id),
  note text not null check (note <> '' and char_length(note) <= 2000)
);
create table person_informants (
  id uuid primary key,
  record_id uuid not null references person_records (id),
  told_by text not null check (told_by <> '' and char_length(told_by) <= 200),
  note text not null check (char_length(note) <= 2000)
);
create index person_aliases_by_record on person_aliases (record_id);
create index person_aliases_by_key on person_aliases (alias_key);
create index person_contacts_by_record on person_contacts (record_id);
create index person_locations_by_record on person_locations (record_id);
create index person_health_by_record on person_health (record_id);
create index person_informants_by_record on person_informants (record_id);

-- Somebody named to work on one record, of whatever agency; the only way, but for break-glass, into a
-- restricted one. Who is of another agency relies on a gateway like everybody else.
create table case_roles (
  id uuid primary key,
  record_id uuid not null references person_records (id),
  user_id uuid not null references users (id),
  categories text[] not null
    check (categories <@ array['identity', 'contact', 'location', 'health', 'informant']
      and 'identity' = any (categories)),
  gateway_id text references gateways (id),
  given_by uuid not null references users (id),
  from_at timestamptz not null,
  until_at timestamptz not null,
  check (from_at < until_at)
);
create index case_roles_by_user on case_roles (user_id);

-- Somebody who is never to learn that a record exists, whatever else they are given.
create table exclusions (
  id uuid primary key,
  record_id uuid not null references person_records (id),
  user_id uuid not null references users (id),
  reason text not null check (reason <> '' and char_length(reason) <= 1000),
  made_by uuid not null references users (id),
  made_at timestamptz not null,
  ended_by uuid references users (id),
  ended_at timestamptz
);
create index exclusions_by_user on exclusions (user_id);

-- One person, one record, one reason, one hour.
create table broken_glass (
  id uuid primary key,
  record_id uuid not null references person_records (id),
  user_id uuid not null references users (id),
  reason text not null check (reason <> '' and char_length(reason) <= 1000),
  gateway_id text not null references gateways (id),
  broken_at timestamptz not null,
  until_at timestamptz not null,
  reviewed_by uuid references users (id),
  reviewed_at timestamptz,
  finding text check (finding in ('justified', 'not-justified')),
  check (broken_at < until_at and until_at <= broken_at + interval '1 hour')
);
create index broken_glass_by_user on broken_glass (user_id);

-- What this transaction's principal has been given, or denied, record by record.
create function access.excluded_records() returns table (record_id uuid)
language plpgsql stable security definer rows 10 set search_path = pg_catalog, pg_temp as $$
declare
  me access.principal := access.principal();
begin
  return query
    select e.record_id
    from public.exclusions e
    where e.user_id = me.user_id
      and e.made_at <= me.at and (e.ended_at is null or e.ended_at > me.at);
end
$$;

create function access.named_records(wanted text)
returns table (record_id uuid, gateway_id text, path text, reason_id uuid)
language plpgsql stable security definer rows 10 set search_path = pg_catalog, pg_temp as $$
declare
  me access.principal := access.principal();
begin
  return query
    select given.record_id, given.gateway_id, given.path, given.id
    from (
      select c.record_id, c.gateway_id, 'case-role' as path, c.id
      from public.case_roles c
      where c.user_id = me.user_id and wanted = any (c.categories)
        and c.from_at <= me.at and me.at < c.until_at
      union all
      select b.record_id, b.gateway_id, 'break-glass', b.id
      from public.broken_glass b
      where b.user_id = me.user_id and wanted in ('identity', 'contact')
        and b.broken_at <= me.at and me.at < b.until_at
    ) given
    join public.person_records r on r.id = given.record_id
    join public.agencies owner on owner.id = r.owner_agency_id
    join public.agencies mine on mine.id = me.agency_id
    left join public.gateways gateway on gateway.id = given.gateway_id
    where owner.id = mine.id
      or coalesce(access.reaches(gateway, owner, mine, wanted, me.purpose, r.processing), false);
end
$$;

alter table person_records enable row level security;
alter table person_records force row level security;
alter table person_aliases enable row level security;
alter table person_aliases force row level security;
alter table person_contacts enable row level security;
alter table person_contacts force row level security;
alter table person_locations enable row level security;
alter table person_locations force row level security;
alter table person_health enable row level security;
alter table person_health force row level security;
alter table person_informants enable row level security;
alter table person_informants force row level security;
alter table case_roles enable row level security;
alter table case_roles force row level security;
alter table exclusions enable row level security;
alter table exclusions force row level security;
alter table broken_glass enable row level security;
alter table broken_glass force row level security;

-- The login that owns the tables belongs to the guard, and is not to see what the guard's functions see.
create policy guard on person_records for select to breakwater_guard using (current_user = 'breakwater_guard');
create policy guard on case_roles for select to breakwater_guard using (current_user = 'breakwater_guard');
create policy guard on exclusions for select to breakwater_guard using (current_user = 'breakwater_guard');
create policy guard on broken_glass for select to breakwater_guard using (current_user = 'breakwater_guard');

create policy seen on person_records for select to breakwater_app using (
  (select (access.principal()).is_strong)
  and sealed_at is null
  and id not in (select record_id from access.excluded_records())
  and (
    not is_restricted and (
      owner_agency_id = (select (access.principal()).agency_id)
      or (owner_agency_id, held_as, processing)
        in (select giver, received.held_as, received.processing from access.received('identity') received)
    )
    or id in (select record_id from access.named_records('identity'))
  )
);
create policy made on person_records for insert to breakwater_app with check (
  (select (access.principal()).is_strong)
  and owner_agency_id = (select (access.principal()).agency_id)
  and created_by = (select (access.principal()).user_id)
);
-- An update that reads no column is not held to the policy above, so what denies is said again.
create policy changed on person_records for update to breakwater_app
  using (
    (select (access.principal()).is_strong)
    and owner_agency_id = (select (access.principal()).agency_id)
    and sealed_at is null
    and id not in (select record_id from access.excluded_records())
    and (not is_restricted or id in (select record_id from access.named_records('identity')))
  )
  with check (owner_agency_id = (select (access.principal()).agency_id));

-- The record a row belongs to is asked for through its own policy, so whatever denies that denies the row.
create policy seen on person_aliases for select to breakwater_app using (
  exists (select 1 from person_records r where r.id = record_id)
);
create policy seen on person_contacts for select to breakwater_app using (
  exists (
    select 1 from person_records r where r.id = record_id and (
      not r.is_restricted and (
        r.owner_agency_id = (select (access.principal()).agency_id)
        or (r.owner_agency_id, r.held_as, r.processing)
          in (select giver, received.held_as, received.processing from access.received('contact') received)
      )
      or r.id in (select named.record_id from access.named_records('contact') named)
    )
  )
);
create policy seen on person_locations for select to breakwater_app using (
  (select (access.principal()).has_stepped_up)
  and exists (
    select 1 from person_records r where r.id = record_id and (
      not r.is_restricted and (
        r.owner_agency_id = (select (access.principal()).agency_id)
        or (r.owner_agency_id, r.held_as, r.processing)
          in (select giver, received.held_as, received.processing from access.received('location') received)
      )
      or r.id in (select named.record_id from access.named_records('location') named)
    )
  )
);
create policy seen on person_health for select to breakwater_app using (
  exists (
    select 1 from person_records r where r.id = record_id and (
      not r.is_restricted and (
        r.owner_agency_id = (select (access.principal()).agency_id)
        or (r.owner_agency_id, r.held_as, r.processing)
          in (select giver, received.held_as, received.processing from access.received('health') received)
      )
      or r.id in (select named.record_id from access.named_records('health') named)
    )
  )
);
-- Who told is never part of an agreement.
create policy seen on person_informants for select to breakwater_app using (
  exists (
    select 1 from person_records r where r.id = record_id and (
      not r.is_restricted and r.owner_agency_id = (select (access.principal()).agency_id)
      or r.id in (select named.record_id from access.named_records('informant') named)
    )
  )
);

-- Rows are added by the agency that owns the record, where its person sees it, and taken away where they see the
-- row too. A delete that reads no column is not held to the policies above, so what denies is said again.
create policy made on person_aliases for insert to breakwater_app with check (exists (
  select 1 from person_records r
  where r.id = record_id and r.owner_agency_id = (select (access.principal()).agency_id)));
create policy made on person_contacts for insert to breakwater_app with check (exists (
  select 1 from person_records r
  where r.id = record_id and r.owner_agency_id = (select (access.principal()).agency_id)));
create policy made on person_locations for insert to breakwater_app with check (exists (
  select 1 from person_records r
  where r.id = record_id and r.owner_agency_id = (select (access.principal()).agency_id)));
create policy made on person_health for insert to breakwater_app with check (exists (
  select 1 from person_records r
  where r.id = record_id and r.owner_agency_id = (select (access.principal()).agency_id)));
create policy made on person_informants for insert to breakwater_app with check (exists (
  select 1 from person_records r
  where r.id = record_id and r.owner_agency_id = (select (access.principal()).agency_id)));
create policy removed on person_aliases for delete to breakwater_app using (exists (
  select 1 from person_records r
  where r.id = record_id and r.owner_agency_id = (select (access.principal()).agency_id)));
create policy removed on person_contacts for delete to breakwater_app using (exists (
  select 1 from person_records r
  where r.id = record_id and r.owner_agency_id = (select (access.principal()).agency_id)
    and (not r.is_restricted
      or r.id in (select named.record_id from access.named_records('contact') named))));
create policy removed on person_locations for delete to breakwater_app using ((select (access.principal()).has_stepped_up) and exists (
  select 1 from person_records r
  where r.id = record_id and r.owner_agency_id = (select (access.principal()).agency_id)
    and (not r.is_restricted
      or r.id in (select named.record_id from access.named_records('location') named))));
create policy removed on person_health for delete to breakwater_app using (exists (
  select 1 from person_records r
  where r.id = record_id and r.owner_agency_id = (select (access.principal()).agency_id)
    and (not r.is_restricted
      or r.id in (select named.record_id from access.named_records('health') named))));
create policy removed on person_informants for delete to breakwater_app using (exists (
  select 1 from person_records r
  where r.id = record_id and r.owner_agency_id = (select (access.principal()).agency_id)
    and (not r.is_restricted
      or r.id in (select named.record_id from access.named_records('informant') named))));

-- Named people, exclusions and broken glass are kept by the owning agency. An exclusion is for its
-- governance alone, and never for the person it keeps out.
create policy seen on case_roles for select to breakwater_app using (
  exists (select 1 from person_records r where r.id = record_id)
  and (
    user_id = (select (access.principal()).user_id)
    or exists (
      select 1 from person_records r
      where r.id = record_id and r.owner_agency_id = (select (access.principal()).agency_id))
  )
);
create policy made on case_roles for insert to breakwater_app with check (
  given_by = (select (access.principal()).user_id)
  and user_id <> (select (access.principal()).user_id)
  and exists (
    select 1 from person_records r
    where r.id = record_id and r.owner_agency_id = (select (access.principal()).agency_id)
      and (not r.is_restricted or not exists (
        select 1 from unnest(categories) wanted
        where r.id not in (
          select n.record_id from access.named_records(wanted) n where n.path = 'case-role'))))
);
create policy seen on exclusions for select to breakwater_app using (
  (select (access.principal()).role) = 'information-governance'
  and user_id <> (select (access.principal()).user_id)
  and exists (
    select 1 from person_records r
    where r.id = record_id and r.owner_agency_id = (select (access.principal()).agency_id))
);
create policy made on exclusions for insert to breakwater_app with check (
  (select (access.principal()).role) = 'information-governance'
  and made_by = (select (access.principal()).user_id)
  and exists (
    select 1 from person_records r
    where r.id = record_id and r.owner_agency_id = (select (access.principal()).agency_id))
);
-- Whoever ends one does so in their own name, and nobody takes the end away.
create policy changed on exclusions for update to breakwater_app using (
  (select (access.principal()).role) = 'information-governance'
  and user_id <> (select (access.principal()).user_id)
  and exists (
    select 1 from person_records r
    where r.id = record_id and r.owner_agency_id = (select (access.principal()).agency_id))
) with check (ended_by = (select (access.principal()).user_id) and ended_at is not null);
create policy seen on broken_glass for select to breakwater_app using (
  exists (select 1 from person_records r where r.id = record_id)
  and (
    user_id = (select (access.principal()).user_id)
    or (select (access.principal()).role) = 'information-governance' and exists (
      select 1 from person_records r
      where r.id = record_id and r.owner_agency_id = (select (access.principal()).agency_id))
  )
);

grant select, insert on person_records, person_aliases, person_contacts, person_locations, person_health,
  person_informants, case_roles, exclusions to breakwater_app;
grant update (given_names, family_name, given_key, family_key, born_on, held_as, processing, is_restricted,
  version, changed_at) on person_records to breakwater_app;
grant delete on person_aliases, person_contacts, person_locations, person_health, person_informants
  to breakwater_app;
grant update (ended_by, ended_at) on exclusions to breakwater_app;
grant select on broken_glass to breakwater_app;
grant select on person_records, case_roles, exclusions, broken_glass to breakwater_guard;

-- Why the principal may see these records: every path that leads to each, the strongest first.
create function access.reasons(records uuid[])
returns table (
  record_id uuid, path text, agreement_id uuid, agreement_title text, version integer, from_on date,
  until_on date, gateway_name text, reason_id uuid
)
language plpgsql stable set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  return query
    with seen as (select r.* from public.person_records r where r.id = any (records))
    select s.id, 'own-agency', null::uuid, null::text, null::integer, null::date, null::date, null::text, null::uuid
    from seen s
    where not s.is_restricted and s.owner_agency_id = (select (access.principal()).agency_id)
    union all
    select s.id, n.path, null, null, null, null, null, g.name, n.reason_id
    from seen s
    join access.named_records('identity') n on n.record_id = s.id
    left join public.gateways g on g.id = n.gateway_id
    union all
    select s.id, 'agreement', p.agreement_id, a.title, p.number, p.from_on, p.until_on, g.name, p.version_id
    from seen s
    join access.received('identity') p
      on p.giver = s.owner_agency_id and p.held_as = s.held_as and p.processing = s.processing
    join public.agreements a on a.id = p.agreement_id
    join public.gateways g on g.id = p.gateway_id
    where not s.is_restricted;
end
$$;

alter function access.excluded_records () owner to breakwater_guard;
alter function access.named_records (text) owner to breakwater_guard;
revoke all on all functions in schema access from public;
grant execute on function access.excluded_records (), access.named_records (text), access.reasons (uuid[])
  to breakwater_app;
