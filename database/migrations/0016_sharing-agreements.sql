-- Sharing agreements as data. Each party signs for what it gives and what it receives; who may see what of
-- whom is worked out from that, here, and nowhere else (trust.md, "Who decides what is seen").

-- Up Migration

alter table agencies
  -- One of those whom the Serious Violence Duty's gateway is for (PCSC Act 2022 s.16(2)).
  add column is_in_duty_gateway boolean not null default false,
  -- A health or social care authority, whose personal information s.16(4) keeps out of that gateway.
  add column is_health_or_social_care boolean not null default false;

-- The legal powers to share that the profile names, with the limits that are a matter of data.
create table gateways (
  id text primary key check (id ~ '^[a-z0-9-]+$'),
  name text not null check (name <> ''),
  allows text not null check (allows <> ''),
  members_only boolean not null,
  bars_patient_information boolean not null,
  bars_health_or_social_care boolean not null,
  -- May what was recorded for law enforcement be used for another purpose under it (DPA 2018 s.36(4))?
  allows_other_use boolean not null,
  in_profile boolean not null default true
);

create table agreements (
  id uuid primary key,
  title text not null check (title <> '' and char_length(title) <= 200),
  started_by uuid references users (id),
  started_at timestamptz not null
);

-- A version is never changed once it is proposed; a change is the next version.
create table agreement_versions (
  id uuid primary key,
  agreement_id uuid not null references agreements (id),
  number integer not null check (number > 0),
  summary text not null check (summary <> '' and char_length(summary) <= 2000),
  -- In force on days from the first up to, and not on, the last.
  from_on date not null,
  until_on date not null,
  proposed_by uuid references users (id),
  proposed_at timestamptz,
  revoked_by uuid references users (id),
  revoked_at timestamptz,
  unique (agreement_id, number),
  check (from_on < until_on)
);

create table agreement_parties (
  version_id uuid not null references agreement_versions (id),
  agency_id text not null references agencies (id),
  primary key (version_id, agency_id)
);

create table agreement_terms (
  id uuid primary key default gen_random_uuid(),
  version_id uuid not null,
  agency_id text not null,
  direction text not null check (direction in ('gives', 'receives')),
  category text not null check (category in ('identity', 'contact', 'location', 'health')),
  purpose text not null
    check (purpose in ('prevention', 'safeguarding', 'immediate-risk', 'law-enforcement')),
  -- The power by which the giver gives; a receiver names none.
  gateway_id text references gateways (id),
  held_as text[] not null
    check (held_as <@ array['at-risk', 'victim', 'witness', 'suspect', 'convicted', 'other'] and held_as <> '{}'),
  processing text[] not null
    check (processing <@ array['general', 'law-enforcement'] and processing <> '{}'),
  foreign key (version_id, agency_id) references agreement_parties (version_id, agency_id),
  unique (version_id, agency_id, direction, category, purpose),
  check ((direction = 'gives') = (gateway_id is not null))
);

-- One signature a party and version. A party that leaves ends its own.
create table agreement_signatures (
  version_id uuid not null,
  agency_id text not null,
  signed_by uuid not null references users (id),
  signed_by_name text not null,
  signed_at timestamptz not null,
  left_by uuid references users (id),
  left_at timestamptz,
  primary key (version_id, agency_id),
  foreign key (version_id, agency_id) references agreement_parties (version_id, agency_id)
);

grant select, insert, update on gateways, agreements, agreement_versions, agreement_parties, agreement_terms,
  agreement_signatures to breakwater_app;
grant delete on agreement_parties, agreement_terms to breakwater_app;
grant select on agencies, gateways, agreements, agreement_versions, agreement_parties, agreement_terms,
  agreement_signatures to breakwater_guard;

-- Terms and dates stand still from the moment a version is proposed, whoever asks.
create function access.keep_proposed_versions() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  version uuid := case when tg_op = 'DELETE' then old.version_id else new.version_id end;
begin
  if exists (select 1 from public.agreement_versions v where v.id = version and v.proposed_at is not null) then
    raise exception 'A proposed version of an agreement is not changed; propose the next one.'
      using errcode = '55000';
  end if;
  return coalesce(new, old);
end
$$;
create trigger keep_proposed before insert or update or delete on agreement_terms
  for each row execute function access.keep_proposed_versions();
create trigger keep_proposed before insert or update or delete on agreement_parties
  for each row execute function access.keep_proposed_versions();

create function access.keep_version_words() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if old.proposed_at is not null and (new.agreement_id, new.number, new.summary, new.from_on, new.until_on,
      new.proposed_by, new.proposed_at) is distinct from (old.agreement_id, old.number, old.summary,
      old.from_on, old.until_on, old.proposed_by, old.proposed_at) or old.revoked_at is not null then
    raise exception 'A proposed version of an agreement is not changed; propose the next one.'
      using errcode = '55000';
  end if;
  return new;
end
$$;
create trigger keep_words before update on agreement_versions
  for each row execute function access.keep_version_words();

create function access.keep_signatures() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if (new.version_id, new.agency_id, new.signed_by, new.signed_by_name, new.signed_at)
      is distinct from (old.version_id, old.agency_id, old.signed_by, old.signed_by_name, old.signed_at)
      or old.left_at is not null then
    raise exception 'A signature is not changed; a party can only leave.' using errcode = '55000';
  end if;
  return new;
end
$$;
create trigger keep_signatures before update on agreement_signatures
  for each row execute function access.keep_signatures();

-- Does the law that a giver relies on reach this far? An expression without a path of its own, so that the planner
-- can look inside; whoever calls it pins the path.
create function access.reaches(
  gateway gateways, giver agencies, receiver agencies, category text, purpose text, processing text
) returns boolean
language sql stable as $$
  select gateway.in_profile
    and not (gateway.members_only and not (giver.is_in_duty_gateway and receiver.is_in_duty_gateway))
    and not (gateway.bars_patient_information and category = 'health')
    and not (gateway.bars_health_or_social_care and giver.is_health_or_social_care)
    and (processing = 'general' or coalesce(purpose, '') = 'law-enforcement' or gateway.allows_other_use)
$$;

create function access.day_of(at timestamptz) returns date
language sql immutable as $$
  select (at at time zone 'Europe/London')::date
$$;

-- The version of each agreement that is in force at a moment: the newest that has begun, has not ended, is
-- not revoked and is signed by two parties or more. `assumed` counts as proposed and signed by all.
create function access.versions_in_force(at timestamptz, assumed uuid default null)
returns table (version_id uuid, agreement_id uuid, number integer, from_on date, until_on date)
language sql stable as $$
  select distinct on (v.agreement_id) v.id, v.agreement_id, v.number, v.from_on, v.until_on
  from public.agreement_versions v
  where access.day_of(at) >= v.from_on
    and access.day_of(at) < v.until_on
    and (v.revoked_at is null or v.revoked_at > at)
    and (
      v.id = assumed
      or v.proposed_at <= at
      and 2 <= (
        select count(*) from public.agreement_signatures s
        where s.version_id = v.id and s.signed_at <= at and (s.left_at is null or s.left_at > at)
      )
    )
  order by v.agreement_id, v.number desc
$$;

-- Who is bound by a version at a moment: who has signed it and not left, or every party of the assumed one.
create function access.bound_parties(at timestamptz, assumed uuid default null)
returns table (version_id uuid, agency_id text)
language sql stable as $$
  select p.version_id, p.agency_id
  from public.agreement_parties p
  left join public.agreement_signatures s
    on s.version_id = p.version_id and s.agency_id = p.agency_id
    and s.signed_at <= at and (s.left_at is null or s.left_at > at)
  where p.version_id = assumed or s.agency_id is not null
$$;

-- Every pair of giver and receiver that the agreements in force make, one row for each kind of record.
create function access.pairs(at timestamptz, assumed uuid default null)
returns table (
  version_id uuid, agreement_id uuid, number integer, from_on date, until_on date, gateway_id text,
  giver text, receiver text, category text, purpose text, held_as text, processing text
)
language sql stable as $$
  select v.version_id, v.agreement_id, v.number, v.from_on, v.until_on, gives.gateway_id,
    gives.agency_id, receives.agency_id, gives.category, gives.purpose, held.as_what, process.kind
  from access.versions_in_force(at, assumed) v
  join public.agreement_terms receives
    on receives.version_id = v.version_id and receives.direction = 'receives'
  join public.agreement_terms gives
    on gives.version_id = v.version_id and gives.direction = 'gives'
    and gives.category = receives.category and gives.purpose = receives.purpose
    and gives.agency_id <> receives.agency_id
  join access.bound_parties(at, assumed) bound_receiver
    on bound_receiver.version_id = v.version_id and bound_receiver.agency_id = receives.agency_id
  join access.bound_parties(at, assumed) bound_giver
    on bound_giver.version_id = v.version_id and bound_giver.agency_id = gives.agency_id
  join public.gateways gateway on gateway.id = gives.gateway_id
  join public.agencies giver on giver.id = gives.agency_id
  join public.agencies receiver on receiver.id = receives.agency_id
  cross join lateral unnest(gives.held_as) held (as_what)
  cross join lateral unnest(gives.processing) process (kind)
  where held.as_what = any (receives.held_as)
    and process.kind = any (receives.processing)
    and access.reaches(gateway, giver, receiver, gives.category, gives.purpose, process.kind)
$$;

-- What others give to the agency of this transaction's principal, for its purpose, of one category, and by which
-- version and law. Planning it takes longer than a page may, so a connection plans it once.
create function access.received(wanted text)
returns table (
  giver text, held_as text, processing text, version_id uuid, agreement_id uuid, number integer, from_on date,
  until_on date, gateway_id text
)
language plpgsql stable security definer rows 50 set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan as $$
declare
  me access.principal := access.principal();
begin
  return query
    select p.giver, p.held_as, p.processing, p.version_id, p.agreement_id, p.number, p.from_on, p.until_on,
      p.gateway_id
    from access.pairs(me.at) p
    where p.receiver = me.agency_id and p.purpose = me.purpose and p.category = wanted;
end
$$;

alter function access.received (text) owner to breakwater_guard;
revoke all on all functions in schema access from public;
grant execute on function
  access.reaches (gateways, agencies, agencies, text, text, text),
  access.day_of (timestamptz),
  access.versions_in_force (timestamptz, uuid),
  access.bound_parties (timestamptz, uuid),
  access.pairs (timestamptz, uuid),
  access.received (text)
to breakwater_app, breakwater_guard;
