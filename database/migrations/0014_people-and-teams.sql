-- Teams, invitations, proposals of powerful roles, when somebody leaves, and what became of an account.
-- An account belongs to one agency for good; who changes agency leaves the one and is invited by the other.

-- Up Migration

create table teams (
  id uuid primary key default gen_random_uuid(),
  agency_id text not null references agencies (id),
  name text not null check (name <> '' and char_length(name) <= 60),
  made_at timestamptz not null,
  closed_at timestamptz,
  version integer not null default 1,
  unique (id, agency_id)
);
create unique index teams_by_name on teams (agency_id, lower(name)) where closed_at is null;

-- An address is in use once. Of those who left it is kept, so that what they did stays theirs.
alter table users drop constraint users_email_key;
create unique index users_by_email on users (email) where left_at is null;
create index users_left_by_email on users (email, agency_id) where left_at is not null;

alter table users
  add column team_id uuid,
  -- First in, with everything that signing in asks for. Until then they are only invited.
  add column joined_at timestamptz,
  -- The moment from which they are out, told in advance. left_at is when they went.
  add column leaves_at timestamptz,
  -- Counts changes, so that an edit names the one it saw.
  add column version integer not null default 1,
  add constraint users_team foreign key (team_id, agency_id) references teams (id, agency_id);
create index users_by_agency on users (agency_id);
create index users_leaving on users (leaves_at) where left_at is null and leaves_at is not null;

create table invitations (
  id uuid primary key default gen_random_uuid(),
  agency_id text not null references agencies (id),
  email text not null check (email = lower(email) and email ~ '^[^@\s]+@[^@\s]+$'),
  name text not null check (name <> ''),
  role text not null,
  team_id uuid,
  -- The account it opened. None while its role waits for approval, or while the address has an
  -- account with another agency: whoever invites cannot tell the second from a guest who is late.
  user_id uuid references users (id),
  invited_by text not null,
  invited_by_name text not null,
  invited_at timestamptz not null,
  last_sent_at timestamptz,
  came_at timestamptz,
  withdrawn_at timestamptz,
  foreign key (team_id, agency_id) references teams (id, agency_id)
);
create unique index invitations_open on invitations (agency_id, email)
  where came_at is null and withdrawn_at is null;
create index invitations_by_user on invitations (user_id) where came_at is null and withdrawn_at is null;

-- A powerful role, proposed by one person for another and decided by a third.
create table role_proposals (
  id uuid primary key default gen_random_uuid(),
  agency_id text not null references agencies (id),
  user_id uuid references users (id),
  invitation_id uuid references invitations (id),
  role text not null,
  proposed_by uuid not null references users (id),
  proposed_by_name text not null,
  proposed_at timestamptz not null,
  expires_at timestamptz not null,
  decision text check (decision in ('approved', 'refused', 'overtaken')),
  decided_by uuid references users (id),
  decided_by_name text,
  decided_at timestamptz,
  check ((user_id is null) <> (invitation_id is null)),
  check (proposed_by <> user_id),
  check (decided_by <> proposed_by and decided_by <> user_id),
  check ((decision is null) = (decided_at is null)),
  check (decision is distinct from 'approved' or decided_by is not null)
);
create unique index role_proposals_of_user on role_proposals (user_id) where decision is null;
create unique index role_proposals_of_invitation on role_proposals (invitation_id)
  where decision is null;

-- What became of an account, in order: where somebody was, in which role, and who said so.
create table user_changes (
  position bigint generated always as identity primary key,
  user_id uuid not null references users (id),
  at timestamptz not null,
  change text not null check (change in (
    'invited', 'joined', 'role-changed', 'team-changed', 'role-proposed', 'role-refused',
    'leaving-planned', 'leaving-called-off', 'left'
  )),
  agency_id text not null references agencies (id),
  role text not null,
  team_name text,
  by_name text not null
);
create index user_changes_by_user on user_changes (user_id, position);

-- Somebody has come when they hold a session that opens the workspace, whatever way in they took.
create function note_arrival() returns trigger
language plpgsql set search_path = pg_catalog, public as $$
begin
  update users set joined_at = new.created_at where id = new.user_id and joined_at is null;
  with came as (
    update invitations set came_at = new.created_at
    where user_id = new.user_id and came_at is null and withdrawn_at is null
    returning user_id, agency_id, role, team_id, name
  )
  insert into user_changes (user_id, at, change, agency_id, role, team_name, by_name)
  select came.user_id, new.created_at, 'joined', came.agency_id, came.role, teams.name, came.name
  from came left join teams on teams.id = came.team_id;
  return null;
end
$$;
create trigger note_arrival after insert or update of strength on sessions
  for each row when (new.strength = 'strong') execute function note_arrival();

-- Who was there before: those who ever signed in have come, everybody else is still invited.
update users set joined_at = coalesce(
  (select min(created_at) from sessions where sessions.user_id = users.id), created_at)
where password_hash is not null or demonstration_person is not null;
insert into invitations (agency_id, email, name, role, user_id, invited_by, invited_by_name, invited_at,
  last_sent_at)
select agency_id, email, name, role, id, 'system:start', 'the service, when it started', created_at,
  created_at
from users where joined_at is null and left_at is null;

grant select, insert, update on teams, invitations, role_proposals to breakwater_app;
grant select, insert on user_changes to breakwater_app;
