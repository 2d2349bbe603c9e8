-- Who changed what at the counter and in the settings.

create table audit (
  id     bigint generated always as identity primary key,
  at     timestamptz not null default now(),
  -- null once the account is gone, or when the shop did it by itself.
  by     id24 references accounts on delete set null,
  action text not null check (action ~ '^[a-z-]+\.[a-z-]+$'),
  entity text not null check (length(entity) between 1 and 120),
  -- The fields that differ. No before: it was made. No after: it was removed.
  before jsonb,
  after  jsonb
);
create index audit_by on audit (by, id desc) where by is not null;
create index audit_entity on audit (entity text_pattern_ops, id desc);
create index audit_at on audit (at);

-- Written once: the running shop can neither change nor remove a line.
grant select, insert on audit to cakewire_app;
