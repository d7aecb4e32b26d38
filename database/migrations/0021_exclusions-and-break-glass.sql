-- What people do with sight of one record: naming somebody on it, restricting it, keeping somebody out of it and
-- breaking the glass for it. What a person may not see for themselves is asked and done here, by functions that
-- breakwater_guard owns: whom a record is about that is somebody's relative, and what another agency holds.

-- Up Migration

-- A case role ends before its time in somebody's name, and nothing else about it changes.
alter table case_roles add column ended_by uuid references users (id);
create function access.only_end_case_roles() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if old.ended_by is not null or new.until_at > old.until_at then
    raise exception 'A case role is not changed; it can only end earlier.' using errcode = '55000';
  end if;
  return new;
end
$$;
create trigger only_end before update on case_roles
  for each row execute function access.only_end_case_roles();
create policy ended on case_roles for update to breakwater_app using (
  exists (
    select 1 from person_records r
    where r.id = record_id and r.owner_agency_id = (select (access.principal()).agency_id))
) with check (ended_by = (select (access.principal()).user_id));
grant update (until_at, ended_by) on case_roles to breakwater_app;

-- Whoever restricts a record is named on it in the same moment, or nobody would see it any more. Nobody else names
-- themselves, so this is the only way, and it gives no more than its caller sees already.
create policy guard_restricts on person_records for update to breakwater_guard
  using (current_user = 'breakwater_guard');
create policy guard_names on case_roles for insert to breakwater_guard
  with check (current_user = 'breakwater_guard');
grant update (is_restricted, version, changed_at) on person_records to breakwater_guard;
grant insert on case_roles to breakwater_guard;
create function access.restrict_record(wanted uuid, seen_version integer) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.principal := access.principal();
begin
  update public.person_records r
  set is_restricted = true, version = r.version + 1, changed_at = me.at
  where r.id = wanted and r.version = seen_version and not r.is_restricted and r.sealed_at is null
    and me.kind = 'person' and me.is_strong and r.owner_agency_id = me.agency_id
    and r.id not in (select e.record_id from access.excluded_records() e);
  if not found then
    return false;
  end if;
  insert into public.case_roles (id, record_id, user_id, categories, given_by, from_at, until_at)
  values (gen_random_uuid(), wanted, me.user_id,
    array['identity', 'contact', 'location', 'health', 'informant'], me.user_id, me.at, me.at + interval '1 year');
  return true;
end
$$;

-- Has somebody not left, at a moment? Whoever was to leave has left, whether or not it was noted.
create function access.is_here(left_at timestamptz, leaves_at timestamptz, at timestamptz) returns boolean
language sql immutable as $$
  select (left_at is null or left_at > at) and (leaves_at is null or leaves_at > at)
$$;

-- A restricted record on which nobody of the owner is named any more is seen by nobody at all. The owner's
-- governance lead may take it up: they are named on it for 30 days, to name somebody else.
create function access.forsaken_records() returns table (record_id uuid)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.principal := access.principal();
begin
  if not coalesce(me.is_strong and me.role = 'information-governance', false) then
    return;
  end if;
  return query
    select r.id
    from public.person_records r
    where r.owner_agency_id = me.agency_id and r.is_restricted and r.sealed_at is null
      and r.id not in (select e.record_id from access.excluded_records() e)
      and not exists (
        select 1 from public.case_roles c
        join public.users u on u.id = c.user_id
        where c.record_id = r.id and u.agency_id = r.owner_agency_id and c.from_at <= me.at and me.at < c.until_at
          and access.is_here(u.left_at, u.leaves_at, me.at));
end
$$;
create function access.take_up_record(wanted uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.principal := access.principal();
begin
  insert into public.case_roles (id, record_id, user_id, categories, given_by, from_at, until_at)
  select gen_random_uuid(), f.record_id, me.user_id, array['identity'], me.user_id, me.at, me.at + interval '30 days'
  from access.forsaken_records() f
  where f.record_id = wanted;
  return found;
end
$$;

-- Whom one may name on a record, or keep out of one: people who may hold records, by the beginnings of words.
create function access.people_to_name(words text)
returns table (id uuid, name text, agency_id text, agency_name text, role text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.principal := access.principal();
begin
  if not coalesce(me.kind = 'person' and me.is_strong, false) or length(words) < 2 then
    return;
  end if;
  return query
    select u.id, u.name, u.agency_id, a.name, u.role
    from public.users u
    join public.agencies a on a.id = u.agency_id
    where u.role in ('practitioner', 'coordinator', 'panel-member', 'organisation', 'information-governance')
      and access.is_here(u.left_at, u.leaves_at, me.at)
      and (
        select bool_and((' ' || lower(u.name) || ' ' || lower(a.name)) like '% ' || word || '%')
        from unnest(string_to_array(
          replace(replace(replace(lower(btrim(words)), '\', '\\'), '%', '\%'), '_', '\_'), ' ')) word
      )
    order by (u.agency_id = me.agency_id) desc, u.name, u.id
    limit 21;
end
$$;
-- The names of people whose ids stand in rows that the asker may read.
create function access.people(ids uuid[])
returns table (id uuid, name text, agency_id text, agency_name text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not coalesce((access.principal()).is_strong, false) then
    return;
  end if;
  return query
    select u.id, u.name, u.agency_id, a.name
    from public.users u
    join public.agencies a on a.id = u.agency_id
    where u.id = any (ids);
end
$$;

-- Names, addresses and numbers as they are compared. name_key is what the service keys names with.
create function access.name_key(name text) returns text
language sql immutable parallel safe
return btrim(regexp_replace(
  lower(regexp_replace(
    regexp_replace(normalize(name, nfkd), '[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]', '', 'g'),
    '[''’`.]', '', 'g')),
  '[^[:alnum:]]+', ' ', 'g'));
-- The full name of somebody who works here, without their title, and their first and last name alone.
create function access.names_of_staff(name text) returns text[]
language sql immutable parallel safe
return (
  select array[plain, regexp_replace(plain, ' .* ', ' ')]
  from regexp_replace(access.name_key(name),
    '^((mr|mrs|ms|miss|mx|dr|prof|professor|sir|dame|lady|lord|rev|reverend|cllr|councillor|judge|nurse|sister|matron|acting|chief|superintendent|supt|inspector|insp|sergeant|sgt|constable|pc|pcso|ps|dc|ds|di|dci|detective) )+', '') plain
  where plain like '% %'
);
-- All first names with the family name, and the first of them alone.
create function access.names_of_record(given_key text, family_key text) returns text[]
language sql immutable parallel safe
return array[given_key || ' ' || family_key, split_part(given_key, ' ', 1) || ' ' || family_key];
-- E-mail addresses, and the last ten digits of telephone numbers.
create function access.contact_keys(contact text) returns text[]
language sql immutable parallel safe
return (
  select coalesce(array_agg(key), '{}')
  from (
    select btrim(found[1], '.') as key from regexp_matches(lower(contact), '[^\s<>,;:()]+@[^\s<>,;:()]+', 'g') found
    union all
    select right(regexp_replace(found[1], '\D', '', 'g'), 10)
    from regexp_matches(contact, '\+?\d[\d ()-]{8,}\d', 'g') found
  ) keys
);
-- The whole address, and its first number with its postcode.
create function access.address_keys(address text) returns text[]
language sql immutable parallel safe
return array_remove(array[
  access.name_key(address),
  substring(lower(address) from '\m\d+[a-z]?\M') || ' at '
    || replace(substring(lower(address) from '\m[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}\M'), ' ', '')
], null);

alter table users add column known_as text[] generated always as (access.names_of_staff(name)) stored;
create index users_by_known_as on users using gin (known_as);
create index person_records_by_names on person_records using gin (access.names_of_record(given_key, family_key));
create index person_contacts_by_key on person_contacts using gin (access.contact_keys(value));
create index person_locations_by_key on person_locations using gin (access.address_keys(address));

-- "People I must not look at": what somebody who works here says of themselves, which only they can read again.
create table declared_links (
  id uuid primary key,
  user_id uuid not null references users (id),
  kind text not null check (kind in ('person', 'address', 'contact')),
  words text not null check (words <> '' and char_length(words) <= 500),
  born_on date,
  keys text[] not null generated always as (
    case kind
      when 'person' then array[access.name_key(words)]
      when 'address' then access.address_keys(words)
      else access.contact_keys(words)
    end
  ) stored,
  declared_at timestamptz not null,
  ended_at timestamptz,
  check ((kind = 'person') = (born_on is not null))
);
create index declared_links_by_user on declared_links (user_id);
create index declared_links_by_key on declared_links using gin (keys);
alter table declared_links enable row level security;
alter table declared_links force row level security;
create policy guard on declared_links for select to breakwater_guard
  using (current_user = 'breakwater_guard');
create policy own on declared_links for select to breakwater_app using (
  (select (access.principal()).is_strong) and user_id = (select (access.principal()).user_id));
create policy declared on declared_links for insert to breakwater_app with check (
  (select (access.principal()).is_strong) and user_id = (select (access.principal()).user_id));
create policy ended on declared_links for update to breakwater_app using (
  (select (access.principal()).is_strong) and user_id = (select (access.principal()).user_id) and ended_at is null
) with check (user_id = (select (access.principal()).user_id) and ended_at is not null);
grant select on declared_links to breakwater_app, breakwater_guard;
grant insert (id, user_id, kind, words, born_on, declared_at) on declared_links to breakwater_app;
grant update (ended_at) on declared_links to breakwater_app;

-- An exclusion that a governance lead decided has a maker; one that a link made has none until it is confirmed.
alter table exclusions
  add column basis text not null default 'decided' check (basis in (
    'decided', 'same-name', 'same-contact', 'declared-person', 'declared-address', 'declared-contact')),
  add column confirmed_by uuid references users (id),
  add column confirmed_at timestamptz,
  alter column made_by drop not null,
  add constraint exclusions_maker check ((basis = 'decided') = (made_by is not null));
create unique index exclusions_by_link on exclusions (record_id, user_id, basis) where basis <> 'decided';
grant update (confirmed_by, confirmed_at) on exclusions to breakwater_app;
create policy guard_excludes on exclusions for insert to breakwater_guard
  with check (current_user = 'breakwater_guard');
grant insert on exclusions to breakwater_guard;
create policy guard on person_aliases for select to breakwater_guard
  using (current_user = 'breakwater_guard');
create policy guard on person_contacts for select to breakwater_guard
  using (current_user = 'breakwater_guard');
create policy guard on person_locations for select to breakwater_guard
  using (current_user = 'breakwater_guard');
grant select on person_aliases, person_contacts, person_locations to breakwater_guard;

-- A confirmation or an end is given once, and never taken back; an exclusion is otherwise as it was made.
create function access.keep_exclusions() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if old.ended_at is not null
      or old.confirmed_at is not null and (new.confirmed_by, new.confirmed_at)
        is distinct from (old.confirmed_by, old.confirmed_at) then
    raise exception 'What was decided about an exclusion is not changed.' using errcode = '55000';
  end if;
  return new;
end
$$;
create trigger keep before update on exclusions for each row execute function access.keep_exclusions();
drop policy changed on exclusions;
create policy changed on exclusions for update to breakwater_app using (
  (select (access.principal()).role) = 'information-governance'
  and user_id <> (select (access.principal()).user_id)
  and exists (
    select 1 from person_records r
    where r.id = record_id and r.owner_agency_id = (select (access.principal()).agency_id))
) with check (
  (ended_by = (select (access.principal()).user_id) and ended_at is not null)
  or (ended_at is null and confirmed_by = (select (access.principal()).user_id) and confirmed_at is not null)
);

-- Puts out whoever is linked to these records, or these people from whatever they are linked to. Whoever made a
-- record knows of it and is left; so is who was let back in after the same link was looked at.
create function access.exclude_linked(records uuid[], people uuid[]) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_custom_plan as $$
declare
  at timestamptz := coalesce((access.principal()).at, now());
begin
  insert into public.exclusions (id, record_id, user_id, reason, made_at, basis)
  select gen_random_uuid(), linked.record_id, linked.user_id, 'Found by the service', at, linked.basis
  from (
    select r.id as record_id, u.id as user_id, 'same-name' as basis
    from public.person_records r
    join public.users u on u.known_as && access.names_of_record(r.given_key, r.family_key)
    where (records is null or r.id = any (records)) and (people is null or u.id = any (people))
    union
    select a.record_id, u.id, 'same-name'
    from public.person_aliases a
    join public.users u on u.known_as @> array[a.alias_key]
    where (records is null or a.record_id = any (records)) and (people is null or u.id = any (people))
    union
    select c.record_id, u.id, 'same-contact'
    from public.person_contacts c
    join public.users u on u.email = any (access.contact_keys(c.value))
    where (records is null or c.record_id = any (records)) and (people is null or u.id = any (people))
    union
    select r.id, d.user_id, 'declared-person'
    from public.person_records r
    join public.declared_links d on d.keys && access.names_of_record(r.given_key, r.family_key)
    where d.kind = 'person' and d.ended_at is null and coalesce(r.born_on = d.born_on, true)
      and (records is null or r.id = any (records)) and (people is null or d.user_id = any (people))
    union
    select a.record_id, d.user_id, 'declared-person'
    from public.person_aliases a
    join public.person_records r on r.id = a.record_id
    join public.declared_links d on d.keys @> array[a.alias_key]
    where d.kind = 'person' and d.ended_at is null and coalesce(r.born_on = d.born_on, true)
      and (records is null or r.id = any (records)) and (people is null or d.user_id = any (people))
    union
    select l.record_id, d.user_id, 'declared-address'
    from public.person_locations l
    join public.declared_links d on d.keys && access.address_keys(l.address)
    where d.kind = 'address' and d.ended_at is null and l.kind not in ('school', 'work')
      and (records is null or l.record_id = any (records)) and (people is null or d.user_id = any (people))
    union
    select c.record_id, d.user_id, 'declared-contact'
    from public.person_contacts c
    join public.declared_links d on d.keys && access.contact_keys(c.value)
    where d.kind = 'contact' and d.ended_at is null
      and (records is null or c.record_id = any (records)) and (people is null or d.user_id = any (people))
  ) linked
  join public.person_records r on r.id = linked.record_id
  join public.users u on u.id = linked.user_id
  where r.created_by <> u.id and (u.left_at is null or u.left_at > at)
  on conflict do nothing;
end
$$;
create function access.exclude_from_written() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform access.exclude_linked((select array_agg(w.id) from written w), null);
  return null;
end
$$;
create function access.exclude_from_parts() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform access.exclude_linked((select array_agg(distinct w.record_id) from written w), null);
  return null;
end
$$;
create function access.exclude_staff() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform access.exclude_linked(null, array[new.id]);
  return null;
end
$$;
create function access.exclude_declared() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform access.exclude_linked(null, array[new.user_id]);
  return null;
end
$$;
create trigger keep_linked_out after insert on person_records
  referencing new table as written for each statement execute function access.exclude_from_written();
create trigger keep_linked_out_again after update on person_records
  referencing new table as written for each statement execute function access.exclude_from_written();
create trigger keep_linked_out after insert on person_aliases
  referencing new table as written for each statement execute function access.exclude_from_parts();
create trigger keep_linked_out after insert on person_contacts
  referencing new table as written for each statement execute function access.exclude_from_parts();
create trigger keep_linked_out after insert on person_locations
  referencing new table as written for each statement execute function access.exclude_from_parts();
create trigger keep_linked_out after insert or update of name, email, left_at on users
  for each row execute function access.exclude_staff();
create trigger keep_linked_out after insert on declared_links
  for each row execute function access.exclude_declared();

-- Breaking the glass: which powers serve for it, when it must be reviewed, and what came of that.
alter table gateways add column for_break_glass boolean not null default false;
alter table broken_glass
  add column review_due_at timestamptz,
  add column review_words text check (char_length(review_words) <= 1000),
  add column reminded_at timestamptz,
  -- Somebody whose breaking was found not justified may do it again from when their own governance lead says so.
  add column restored_by uuid references users (id),
  add column restored_at timestamptz,
  add constraint broken_glass_review check ((finding is null) = (reviewed_at is null)),
  add constraint broken_glass_due check (review_due_at > broken_at and review_due_at <= broken_at + interval '12 days');
create index broken_glass_by_record on broken_glass (record_id);
-- Every try counts, whatever came of it, so that nobody learns a date of birth by trying.
create table glass_tries (
  id bigint generated always as identity primary key,
  user_id uuid not null references users (id),
  at timestamptz not null
);
create index glass_tries_by_user on glass_tries (user_id, at);
alter table glass_tries enable row level security;
alter table glass_tries force row level security;
create policy guard on glass_tries for select to breakwater_guard
  using (current_user = 'breakwater_guard');
create policy guard_counts on glass_tries for insert to breakwater_guard
  with check (current_user = 'breakwater_guard');
create policy guard_breaks on broken_glass for insert to breakwater_guard
  with check (current_user = 'breakwater_guard');
create policy guard_reviews on broken_glass for update to breakwater_guard
  using (current_user = 'breakwater_guard');
grant select, insert on glass_tries to breakwater_guard;
grant insert, update on broken_glass to breakwater_guard;

-- May this person break the glass at all? What is late or found wrong about earlier times says no.
create function access.glass_standing_of(person uuid, at timestamptz) returns text
language sql stable set search_path = pg_catalog, pg_temp as $$
  select case
    when bool_or(b.finding = 'not-justified' and b.restored_at is null) then 'not-justified'
    when bool_or(b.finding is null and coalesce(b.review_due_at, b.broken_at + interval '7 days') <= at) then 'review-overdue'
    else 'free'
  end
  from public.broken_glass b
  where b.user_id = person and b.broken_at <= at
$$;
create function access.glass_standing() returns text
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.principal := access.principal();
begin
  return access.glass_standing_of(me.user_id, me.at);
end
$$;

-- Whether sealing, or a witness, is more than 15 minutes behind at a moment: what is done then could still be taken out
-- of the trace unseen. For anybody to ask, because they learn nothing else of the trace.
create function access.is_sealing_late(moment timestamptz) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  late_before timestamptz := moment - interval '15 minutes';
  sealed xid8;
begin
  select case when h.sealed_below > pg_snapshot_xmax(pg_current_snapshot()) then '0' else h.sealed_below end into sealed
  from public.audit_heads h
  order by h.tree_size desc limit 1;
  return exists (
      select from public.audit_entries e
      where e.written_in >= coalesce(sealed, '0') and e.at < late_before
        and not exists (select from public.audit_leaves l where l.entry_id = e.id))
    or exists (
      select from (
        select coalesce(max(w.tree_size) filter (where w.outcome in ('held', 'conflict')), 0) as held
        from public.audit_witness_reports w
        where w.id > coalesce((
          select max(gone.id) from public.audit_witness_reports gone
          where gone.witness = w.witness and gone.outcome = 'removed'), 0)
        group by w.witness
      ) witnesses
      where late_before > (
        select h.at from public.audit_heads h where h.tree_size > witnesses.held order by h.tree_size limit 1));
end
$$;
grant select on audit_entries, audit_leaves, audit_heads, audit_witness_reports to breakwater_guard;

-- Opens one record of one agency for an hour, to who knows the full name and the date of birth. What cannot be
-- opened, and what does not exist, are the same answer of the same statement.
create function access.break_glass(
  glass uuid, given text, family text, born date, agency text, gateway text, reason text, review_due timestamptz
) returns table (outcome text, record_id uuid, is_new boolean)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.principal := access.principal();
  found_id uuid;
  is_open boolean;
begin
  if not coalesce(me.kind = 'person' and me.is_strong and me.has_stepped_up and me.agency_id <> agency
      and me.role in ('practitioner', 'coordinator', 'panel-member', 'organisation'), false) then
    return query select 'refused', null::uuid, false;
    return;
  end if;
  -- One at a time, so that two at once count as two tries and never open two records.
  perform pg_advisory_xact_lock(hashtextextended('break glass ' || me.user_id, 0));
  if access.glass_standing_of(me.user_id, me.at) <> 'free' then
    return query select 'suspended', null::uuid, false;
    return;
  end if;
  if access.is_sealing_late(me.at) then
    return query select 'unsealed', null::uuid, false;
    return;
  end if;
  if (select count(*) filter (where t.at > me.at - interval '1 hour') >= 5 or count(*) >= 20
      from public.glass_tries t
      where t.user_id = me.user_id and t.at > me.at - interval '1 day') then
    return query select 'too-many', null::uuid, false;
    return;
  end if;
  insert into public.glass_tries (user_id, at) values (me.user_id, me.at);
  select r.id, o.id is not null into found_id, is_open
  from public.person_records r
  join public.agencies owner on owner.id = r.owner_agency_id
  join public.agencies mine on mine.id = me.agency_id
  join public.gateways g on g.id = gateway and g.for_break_glass
  left join public.broken_glass o
    on o.record_id = r.id and o.user_id = me.user_id and o.broken_at <= me.at and me.at < o.until_at
  where r.owner_agency_id = agency and r.born_on = born and r.sealed_at is null
    and (
      r.family_key = family and r.given_key = given
      or r.id in (select a.record_id from public.person_aliases a where a.alias_key = given || ' ' || family)
    )
    and r.id not in (select e.record_id from access.excluded_records() e)
    and access.reaches(g, owner, mine, 'identity', me.purpose, r.processing)
  order by (o.id is not null), r.changed_at desc, r.id
  limit 1;
  if found_id is null then
    return query select 'nothing', null::uuid, false;
    return;
  end if;
  if not is_open then
    insert into public.broken_glass (id, record_id, user_id, reason, gateway_id, broken_at, until_at, review_due_at)
    values (glass, found_id, me.user_id, reason, gateway, me.at, me.at + interval '1 hour', review_due);
  end if;
  return query select 'opened', found_id, not is_open;
end
$$;

create function access.is_excluded(person uuid, record uuid, at timestamptz) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  select exists (
    select 1 from public.exclusions e
    where e.user_id = person and e.record_id = record
      and e.made_at <= at and (e.ended_at is null or e.ended_at > at))
$$;

-- Whom to tell of a breaking of this moment: the owner's governance leads, or its administrators where there is
-- none who may be told, and who is named on the record.
create function access.people_to_tell(glass uuid) returns table (email text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.principal := access.principal();
begin
  return query
    with broken as (
      select b.record_id, r.owner_agency_id
      from public.broken_glass b
      join public.person_records r on r.id = b.record_id
      where b.id = glass and b.user_id = me.user_id and b.broken_at = me.at
    ),
    staff as (
      select u.id, u.email, u.agency_id, u.role
      from public.users u
      where access.is_here(u.left_at, u.leaves_at, me.at) and u.id <> me.user_id
        and not exists (select 1 from broken where access.is_excluded(u.id, broken.record_id, me.at))
    ),
    leads as (
      select s.email from staff s join broken on broken.owner_agency_id = s.agency_id
      where s.role = 'information-governance'
    )
    select l.email from leads l
    union
    select s.email from staff s join broken on broken.owner_agency_id = s.agency_id
    where s.role = 'administrator' and not exists (select 1 from leads)
    union
    select s.email from staff s
    join public.case_roles c on c.user_id = s.id
    join broken on broken.record_id = c.record_id
    where c.from_at <= me.at and me.at < c.until_at;
end
$$;

-- Breakings of the records of the asker's agency, for its governance lead; and for anybody, those of the records
-- they are named on. Of the record itself nothing is told: the lead may see it, or not, by the rules for all.
create function access.glasses_told()
returns table (
  id uuid, record_id uuid, user_id uuid, reason text, gateway_id text, broken_at timestamptz, until_at timestamptz,
  review_due_at timestamptz, reviewed_by uuid, reviewed_at timestamptz, finding text, review_words text,
  may_review boolean
)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.principal := access.principal();
begin
  if not coalesce(me.is_strong, false) then
    return;
  end if;
  return query
    select b.id, b.record_id, b.user_id, b.reason, b.gateway_id, b.broken_at, b.until_at, b.review_due_at,
      b.reviewed_by, b.reviewed_at, b.finding, b.review_words,
      me.role = 'information-governance' and r.owner_agency_id = me.agency_id and b.finding is null
    from public.broken_glass b
    join public.person_records r on r.id = b.record_id
    where b.user_id <> me.user_id and b.broken_at <= me.at
      and b.record_id not in (select e.record_id from access.excluded_records() e)
      and (
        me.role = 'information-governance' and r.owner_agency_id = me.agency_id
        or me.role = 'administrator' and r.owner_agency_id = me.agency_id and not exists (
          select 1 from public.users u
          where u.agency_id = me.agency_id and u.role = 'information-governance' and u.id <> b.user_id
            and access.is_here(u.left_at, u.leaves_at, me.at)
            and not access.is_excluded(u.id, b.record_id, me.at))
        or b.record_id in (
          select c.record_id from public.case_roles c
          where c.user_id = me.user_id and c.from_at <= me.at and me.at < c.until_at)
      );
end
$$;
create function access.review_glass(glass uuid, decision text, words text) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.principal := access.principal();
begin
  update public.broken_glass b
  set reviewed_by = me.user_id, reviewed_at = me.at, finding = decision, review_words = words
  where b.id = glass and b.finding is null
    and b.id in (select t.id from access.glasses_told() t where t.may_review);
  return found;
end
$$;

-- Those of the asker's own agency who may not break the glass, for its governance lead: who and why, and not what.
create function access.suspended_people() returns table (user_id uuid, standing text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.principal := access.principal();
begin
  if not coalesce(me.is_strong and me.role = 'information-governance', false) then
    return;
  end if;
  return query
    select u.id, access.glass_standing_of(u.id, me.at)
    from public.users u
    where u.agency_id = me.agency_id and access.is_here(u.left_at, u.leaves_at, me.at) and u.id <> me.user_id
      and u.id in (select b.user_id from public.broken_glass b)
      and access.glass_standing_of(u.id, me.at) <> 'free';
end
$$;
create function access.restore_glass(person uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.principal := access.principal();
begin
  update public.broken_glass b
  set restored_by = me.user_id, restored_at = me.at
  where b.user_id = person and b.finding = 'not-justified' and b.restored_at is null and b.broken_at <= me.at
    and person in (select s.user_id from access.suspended_people() s);
  return found;
end
$$;

-- Reviews that are due within half a day or overdue, and whom to remind of each; once a day.
create function access.take_due_reviews() returns table (id uuid, email text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.principal := access.principal();
begin
  if me.kind is distinct from 'system' then
    return;
  end if;
  return query
    with due as (
      update public.broken_glass b
      set reminded_at = me.at
      where b.finding is null and b.review_due_at <= me.at + interval '12 hours'
        and (b.reminded_at is null or b.reminded_at <= me.at - interval '1 day')
      returning b.id, b.record_id
    )
    select due.id, u.email
    from due
    join public.person_records r on r.id = due.record_id
    join public.users u on u.agency_id = r.owner_agency_id
    where u.role = 'information-governance' and access.is_here(u.left_at, u.leaves_at, me.at)
      and not access.is_excluded(u.id, r.id, me.at);
end
$$;

grant create on schema access to breakwater_guard;
alter function access.restrict_record (uuid, integer) owner to breakwater_guard;
alter function access.forsaken_records () owner to breakwater_guard;
alter function access.take_up_record (uuid) owner to breakwater_guard;
alter function access.people_to_name (text) owner to breakwater_guard;
alter function access.people (uuid[]) owner to breakwater_guard;
alter function access.exclude_linked (uuid[], uuid[]) owner to breakwater_guard;
alter function access.exclude_from_written () owner to breakwater_guard;
alter function access.exclude_from_parts () owner to breakwater_guard;
alter function access.exclude_staff () owner to breakwater_guard;
alter function access.exclude_declared () owner to breakwater_guard;
alter function access.glass_standing () owner to breakwater_guard;
alter function access.is_sealing_late (timestamptz) owner to breakwater_guard;
alter function access.break_glass (uuid, text, text, date, text, text, text, timestamptz) owner to breakwater_guard;
alter function access.people_to_tell (uuid) owner to breakwater_guard;
alter function access.glasses_told () owner to breakwater_guard;
alter function access.review_glass (uuid, text, text) owner to breakwater_guard;
alter function access.suspended_people () owner to breakwater_guard;
alter function access.restore_glass (uuid) owner to breakwater_guard;
alter function access.take_due_reviews () owner to breakwater_guard;
revoke all on all functions in schema access from public;
grant execute on function
  access.name_key (text),
  access.names_of_staff (text),
  access.names_of_record (text, text),
  access.contact_keys (text),
  access.address_keys (text)
to breakwater_app, breakwater_guard;
grant execute on function
  access.glass_standing_of (uuid, timestamptz),
  access.is_excluded (uuid, uuid, timestamptz),
  access.is_here (timestamptz, timestamptz, timestamptz)
to breakwater_guard;
grant execute on function
  access.restrict_record (uuid, integer),
  access.forsaken_records (),
  access.take_up_record (uuid),
  access.people_to_name (text),
  access.people (uuid[]),
  access.glass_standing (),
  access.is_sealing_late (timestamptz),
  access.break_glass (uuid, text, text, date, text, text, text, timestamptz),
  access.people_to_tell (uuid),
  access.glasses_told (),
  access.review_glass (uuid, text, text),
  access.suspended_people (),
  access.restore_glass (uuid),
  access.take_due_reviews ()
to breakwater_app;
