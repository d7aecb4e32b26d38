-- The outbox: a mail is written in the transaction of what it tells of, and a loop delivers it.

-- Up Migration

create table outgoing_mail (
  id uuid primary key,
  position bigint generated always as identity unique,
  recipient text not null check (recipient ~ '^[^@[:space:]]+@[^@[:space:]]+$'),
  template text not null check (template <> ''),
  -- What the template is filled with: links that open something. Gone as soon as the mail is.
  fields jsonb,
  asked_by text not null,
  asked_at timestamptz not null,
  state text not null default 'waiting'
    check (state in ('waiting', 'sending', 'sent', 'kept', 'failed')),
  tries integer not null default 0,
  next_try_at timestamptz not null,
  settled_at timestamptz,
  -- Who took it, and the name they know it by.
  transport text,
  reference text,
  -- A try ended without an answer, so the mail may have been taken all the same.
  was_unanswered boolean not null default false,
  -- And it was handed over again, to somebody who cannot tell.
  is_perhaps_double boolean not null default false,
  problem text,
  -- What it said, for the demonstration's page only.
  kept_subject text,
  kept_text text,
  check ((state in ('waiting', 'sending')) = (fields is not null)),
  check ((state in ('waiting', 'sending')) = (settled_at is null)),
  check (state = 'kept' or (kept_subject is null and kept_text is null))
);
create index outgoing_mail_due on outgoing_mail (next_try_at) where settled_at is null;
create index outgoing_mail_failed on outgoing_mail (position) where state = 'failed';

-- The web's login can ask for a mail and see how it went, but can never read a link back.
grant insert (id, recipient, template, fields, asked_by, asked_at, next_try_at)
  on outgoing_mail to breakwater_app;
grant select (
  id, position, recipient, template, asked_by, asked_at, state, tries, next_try_at, settled_at,
  transport, reference, was_unanswered, is_perhaps_double, problem, kept_subject, kept_text
) on outgoing_mail to breakwater_app;
grant select, update, delete on outgoing_mail to breakwater_jobs;
