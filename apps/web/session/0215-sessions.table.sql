create schema web;

-- Who is signed in to the pages. The cookie has the id; a stolen copy of this table opens no session.
create table web.sessions (
  id_hash text primary key,
  actor jsonb not null,
  name text not null,
  started_at timestamptz not null,
  seen_at timestamptz not null
);
