-- What a product was at an earlier version, for who edits it while somebody else saves, is in the feed, which keeps it for 30 days.
-- A version that stood so long that the feed will soon forget it, or has, is kept here when another follows. The others cost nothing.

create table product_versions (
  product_id id24 not null references products on delete cascade,
  version    int not null,
  -- The row of products, without what is made from it. A column that came later is read as it is now.
  was        jsonb not null,
  until      timestamptz not null default now(),
  primary key (product_id, version)
);
create index product_versions_until on product_versions (until);

create function keep_product_version() returns trigger language plpgsql as $$
begin
  insert into product_versions (product_id, version, was) values (old.id, old.version, to_jsonb(old) - '{search,facets,picture_id}'::text[]) on conflict do nothing;
  return null;
end $$;
create trigger version_kept after update of version on products
  for each row when (old.version <> new.version and old.updated_at < now() - interval '15 days')
  execute function keep_product_version();

grant select, insert, delete on product_versions to cakewire_app;
