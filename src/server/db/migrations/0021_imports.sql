-- Files of products that are brought into the catalogue batch by batch: how far each is, and what is still to be written.

create table imports (
  id         id24 primary key default new_id(),
  by         id24 references accounts on delete set null,
  -- What the file was called.
  name       one_line not null check (length(name) <= 1000),
  file_hash  bytea not null check (length(file_hash) = 32),
  state      text not null check (state in ('running', 'stopped', 'done')),
  total      int not null check (total >= 0),
  batches    int not null check (batches >= 0),
  -- Those before it are written.
  next_batch int not null default 0 check (next_batch between 0 and batches),
  bad        int not null default 0,
  created    int not null default 0,
  changed    int not null default 0,
  same       int not null default 0,
  version    int not null default 1,
  started_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
-- One at a time.
create unique index imports_running on imports ((true)) where state = 'running';
create index imports_file on imports (file_hash);
create index imports_unfinished on imports (id) where state = 'stopped' or bad > 0;
create index imports_newest on imports (started_at desc, id desc);
create index imports_by on imports (by) where by is not null;

create table import_batches (
  import_id  id24 not null references imports on delete cascade,
  number     int not null check (number >= 0),
  -- What its rows say; null once they are written.
  said       json,
  -- What becomes of each, as judged before and then as it was.
  rows       json not null,
  -- Which words (a digest of a new row) made which products, so that the same row, sent again, makes no other.
  made_words text[] not null default '{}',
  made_ids   text[] not null default '{}',
  primary key (import_id, number),
  check (cardinality(made_words) = cardinality(made_ids))
);

grant select, insert, update, delete on imports, import_batches to cakewire_app;
