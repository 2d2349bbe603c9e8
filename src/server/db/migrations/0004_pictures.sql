-- Pictures that people send, reviews by who bought, and who waits for what.

-- Which stored picture a path names: /media/pictures/<id>-640.webp, with or without the width.
create function picture_of(path text) returns id24 language sql immutable parallel safe
  return substring(path from '^/media/pictures/([0-9a-f]{24})(?:-[0-9]+\.webp)?$')::id24;

create table pictures (
  id         id24 primary key default new_id(),
  kind       text not null check (kind in ('product', 'reference')),
  -- null once the account is gone.
  account_id id24 references accounts on delete set null,
  -- Of its largest file.
  sha256     bytea not null check (length(sha256) = 32),
  width      int not null check (width > 0),
  height     int not null check (height > 0),
  created_at timestamptz not null default now()
);
create index pictures_account on pictures (account_id, created_at) where account_id is not null;
create index pictures_age on pictures (created_at);

create table picture_files (
  picture_id id24 not null references pictures on delete cascade,
  width      int not null check (width > 0),
  format     text not null check (format in ('webp')),
  bytes      bytea not null,
  primary key (picture_id, width)
);
-- They are compressed already.
alter table picture_files alter column bytes set storage external;

alter table products
  add column image_alt  one_line not null default '' check (length(image_alt) <= 1280),
  -- A product's picture cannot be swept out under it.
  add column picture_id id24 generated always as (picture_of(image)) stored references pictures;
create index products_picture on products (picture_id) where picture_id is not null;
create index order_items_picture on order_items (picture_of(image)) where image like '/media/pictures/%';

-- Pictures that nothing uses, a day after they came. Whatever begins to use pictures is added here.
-- In plpgsql, since what a later file adds to orders is looked up when it is called.
create function unused_pictures() returns setof id24 language plpgsql stable as $$
begin
  return query select p.id from pictures p
    where p.created_at < now() - interval '1 day'
      and not exists (select from products where picture_id = p.id)
      and not exists (select from order_items where image like '/media/pictures/%' and picture_of(image) = p.id)
      and not exists (select from orders where reference_photo = p.id);
end $$;

alter table reviews
  -- waiting: to be looked at before anybody sees it. hidden: staff took it off the page, and said why.
  add column state      text not null default 'published' check (state in ('published', 'waiting', 'hidden')),
  add column reason     one_line not null default '' check (length(reason) <= 1600),
  add column version    int not null default 1 check (version > 0),
  add column updated_at timestamptz not null default now();
drop index reviews_product;
create index reviews_product on reviews (product_id, created_at desc, id desc) where state = 'published';
create index reviews_newest on reviews (created_at desc, id desc);
create index reviews_state on reviews (state, created_at desc, id desc);
alter table settings add column reviews_first_checked boolean not null default false;

grant select, insert, update, delete on pictures, picture_files to cakewire_app;
