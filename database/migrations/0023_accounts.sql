-- Accounts, ways in, mail and the trace behind walls of their own: what signing in keeps of somebody is for the
-- sign-in page and for themselves, and an entry of the trace is written in nobody else's name.

-- Up Migration

-- Acts the service itself, or its operator?
create function access.is_service() returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  select coalesce((access.principal()).kind in ('system', 'operator'), false)
$$;
-- Acts somebody who looks after accounts: of their own agency, or as governance of all?
create function access.keeps_accounts() returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  select coalesce((access.principal()).role in ('administrator', 'information-governance'), false)
$$;
create function access.has_begun() returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  select (access.principal()).kind is not null
$$;
revoke all on function access.is_service (), access.keeps_accounts (), access.has_begun () from public;
grant execute on function access.is_service (), access.keeps_accounts (), access.has_begun ()
  to breakwater_app, breakwater_guard;

-- Everybody who works together may know who their colleagues are. Accounts are changed by their keepers, and by
-- whoever they belong to.
alter table users enable row level security;
alter table users force row level security;
create policy guard on users to breakwater_guard
  using (current_user = 'breakwater_guard') with check (current_user = 'breakwater_guard');
create policy seen on users for select to breakwater_app using ((select access.has_begun()));
create policy made on users for insert to breakwater_app with check (
  (select access.is_service())
  or (select access.keeps_accounts()) and (
    agency_id = (select (access.principal()).agency_id)
    or (select (access.principal()).role) = 'information-governance')
);
create policy changed on users for update to breakwater_app using (
  (select access.is_service())
  or (select access.keeps_accounts()) and (
    agency_id = (select (access.principal()).agency_id)
    or (select (access.principal()).role) = 'information-governance')
  or id = (select (access.principal()).user_id)
);

-- Nobody makes themselves more than they are, and an account stays with its agency, whoever changes it.
create function access.keep_accounts() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if new.id <> old.id or new.agency_id <> old.agency_id then
    raise exception 'An account stays who and with whom it is.' using errcode = '42501';
  end if;
  if old.id = (access.principal()).user_id
    and (new.role, new.email, new.left_at, new.leaves_at, new.demonstration_person)
      is distinct from (old.role, old.email, old.left_at, old.leaves_at, old.demonstration_person) then
    raise exception 'Nobody changes what they themselves may do.' using errcode = '42501';
  end if;
  return new;
end
$$;
create trigger keep_accounts before update on users for each row execute function access.keep_accounts();

-- The ways in, and the sessions.
do $$
declare
  kept text;
begin
  foreach kept in array array['sessions', 'authenticators', 'recovery_codes', 'passkeys', 'provider_accounts',
    'sign_in_links'] loop
    execute format('alter table %I enable row level security', kept);
    execute format('alter table %I force row level security', kept);
    execute format('create policy guard on %I to breakwater_guard using (current_user = ''breakwater_guard'') with check (current_user = ''breakwater_guard'')', kept);
    execute format(
      'create policy own on %I to breakwater_app using (
        (select access.is_service()) or user_id = (select (access.principal()).user_id))', kept);
  end loop;
end
$$;
-- A keeper of accounts ends the sessions of who leaves or changes role, and sends links; reads no way in.
create policy ended on sessions for update to breakwater_app using ((select access.keeps_accounts()));
create policy looked_up on sessions for select to breakwater_app using ((select access.keeps_accounts()));
create policy sent on sign_in_links for insert to breakwater_app with check ((select access.keeps_accounts()));
create policy looked_up on sign_in_links for select to breakwater_app using ((select access.keeps_accounts()));
create policy withdrawn on sign_in_links for update to breakwater_app using ((select access.keeps_accounts()));

alter table sign_in_attempts enable row level security;
alter table sign_in_attempts force row level security;
create policy guard on sign_in_attempts to breakwater_guard
  using (current_user = 'breakwater_guard') with check (current_user = 'breakwater_guard');
create policy begun on sign_in_attempts to breakwater_app using ((select access.has_begun()));

do $$
declare
  kept text;
begin
  foreach kept in array array['invitations', 'role_proposals', 'user_changes'] loop
    execute format('alter table %I enable row level security', kept);
    execute format('alter table %I force row level security', kept);
    execute format('create policy guard on %I to breakwater_guard using (current_user = ''breakwater_guard'') with check (current_user = ''breakwater_guard'')', kept);
    execute format(
      'create policy kept on %1$I to breakwater_app using (
        (select access.is_service())
        or (select access.keeps_accounts()) and (
          agency_id = (select (access.principal()).agency_id)
          or (select (access.principal()).role) = ''information-governance''))
      with check (
        (select access.is_service())
        or (select access.keeps_accounts()) and (
          (select (access.principal()).role) = ''information-governance''
          or agency_id = (select (access.principal()).agency_id)
            and (user_id is null or exists (
              select 1 from users u where u.id = user_id and u.agency_id = %1$I.agency_id))))', kept);
  end loop;
end
$$;

-- Nobody learns of a proposal or an invitation of another agency by writing one beside it.
create policy of_an_invitation on role_proposals as restrictive for insert to breakwater_app with check (
  invitation_id is null or exists (select 1 from invitations i where i.id = invitation_id));

-- What a mail says is for the delivery alone (0011). That it was sent is for the agency that asked for it and for
-- governance; in the demonstration, where everybody is invented, for everybody.
alter table outgoing_mail add column agency_id text default ((access.principal()).agency_id);
grant select (agency_id) on outgoing_mail to breakwater_app;
alter table outgoing_mail enable row level security;
alter table outgoing_mail force row level security;
create policy guard on outgoing_mail to breakwater_guard
  using (current_user = 'breakwater_guard') with check (current_user = 'breakwater_guard');
create policy delivered on outgoing_mail to breakwater_jobs
  using (current_user = 'breakwater_jobs') with check (current_user = 'breakwater_jobs');
create policy asked on outgoing_mail for insert to breakwater_app with check (
  asked_by = (select (access.principal()).actor)
  and agency_id is not distinct from (select (access.principal()).agency_id)
);
create policy seen on outgoing_mail for select to breakwater_app using (
  (select access.is_service())
  or agency_id = (select (access.principal()).agency_id)
  or (select (access.principal()).role) = 'information-governance'
  or (select exists (select 1 from installation i where i.contents = 'demonstration'))
);

-- An entry is written by whoever acts, as who they are, and read by governance, the service and its sealer.
alter table audit_entries enable row level security;
alter table audit_entries force row level security;
create policy guard on audit_entries to breakwater_guard
  using (current_user = 'breakwater_guard') with check (current_user = 'breakwater_guard');
create policy sealed on audit_entries for select to breakwater_sealer using (true);
create policy written on audit_entries for insert to breakwater_app
  with check (actor = (select (access.principal()).actor));
create policy seen on audit_entries for select to breakwater_app using (
  (select access.is_service())
  or (select (access.principal()).role) = 'information-governance'
);

alter table audit_subject_keys enable row level security;
alter table audit_subject_keys force row level security;
create policy guard on audit_subject_keys to breakwater_guard
  using (current_user = 'breakwater_guard') with check (current_user = 'breakwater_guard');
create policy begun on audit_subject_keys to breakwater_app using ((select access.has_begun()));

-- An agency signs for itself alone (0018), whoever runs the statement.
alter table agreement_signatures force row level security;
create policy guard on agreement_signatures to breakwater_guard
  using (current_user = 'breakwater_guard') with check (current_user = 'breakwater_guard');

-- The only way for a key to end. It is on record as the doing of whoever acts, and cannot be put on anybody else.
create function access.destroy_audit_subject_key(erased text, acted_as text, acted_as_name text) returns boolean
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if acted_as is distinct from (access.principal()).actor then
    raise exception 'A key is destroyed in nobody else''s name.' using errcode = '42501';
  end if;
  delete from public.audit_subject_keys where subject = erased;
  if not found then
    return false;
  end if;
  insert into public.audit_entries (at, actor, actor_name, role, action, outcome)
  values (clock_timestamp(), acted_as, acted_as_name, 'database', 'audit.subject-key-destroyed', 'done');
  return true;
end
$$;
grant select, delete on audit_subject_keys to breakwater_guard;
grant insert (at, actor, actor_name, role, action, outcome) on audit_entries to breakwater_guard;
alter function access.destroy_audit_subject_key (text, text, text) owner to breakwater_guard;
revoke all on function access.destroy_audit_subject_key (text, text, text) from public;
grant execute on function access.destroy_audit_subject_key (text, text, text) to breakwater_app;

-- What agencies are, which powers there are and how long records are kept is the profile's, put in by the service;
-- an agreement is drafted and proposed by the governance of the agency that keeps it. All of it may be read by all,
-- and opens records; so it is written by nobody else, whatever statement gets into their request. Triggers and not
-- policies: whoever signs a version holds it in place while they do.
create function access.keep_profile() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if not access.is_service() then
    raise exception 'Only the service writes what the profile says.' using errcode = '42501';
  end if;
  return null;
end
$$;
create function access.drafts_for(agency text) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  select access.is_service() or coalesce(
    (select me.is_strong and me.role = 'information-governance' and me.agency_id = agency
      from access.principal() me), false)
$$;
create function access.keep_agreements() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  changed jsonb := to_jsonb(case when tg_op = 'INSERT' then new else old end);
  keeper text;
begin
  if tg_table_name = 'agreements' then
    keeper := changed ->> 'kept_by';
  elsif tg_table_name = 'agreement_versions' then
    select a.kept_by into keeper from public.agreements a where a.id = (changed ->> 'agreement_id')::uuid;
  else
    select a.kept_by into keeper
    from public.agreement_versions v
    join public.agreements a on a.id = v.agreement_id
    where v.id = (changed ->> 'version_id')::uuid;
  end if;
  if not access.drafts_for(keeper) then
    raise exception 'An agreement is drafted by the agency that keeps it.' using errcode = '42501';
  end if;
  -- What it belongs to never changes, or a draft would pass into another agreement.
  if tg_op = 'UPDATE' and exists (
      select from unnest(array['id', 'kept_by', 'agreement_id', 'version_id']) part
      where to_jsonb(new) ->> part is distinct from changed ->> part) then
    raise exception 'A part of an agreement stays where it is.' using errcode = '42501';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end
$$;
revoke all on function access.keep_profile (), access.keep_agreements (), access.drafts_for (text) from public;
grant execute on function access.drafts_for (text) to breakwater_app;
do $$
declare
  kept text;
begin
  foreach kept in array array['agencies', 'gateways', 'retention_rules'] loop
    execute format('create trigger keep_profile before insert or update or delete on %I
      for each statement when (current_user = ''breakwater_app'') execute function access.keep_profile()', kept);
  end loop;
  foreach kept in array array['agreements', 'agreement_versions', 'agreement_parties', 'agreement_terms'] loop
    execute format('create trigger keep_agreements before insert or update or delete on %I
      for each row when (current_user = ''breakwater_app'') execute function access.keep_agreements()', kept);
  end loop;
end
$$;
