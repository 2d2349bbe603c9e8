-- The shop: people, catalogue, carts, orders, notifications.
-- Money is integer paise, factors are integer thousandths, ids are the wire's 24 hex digits.

create domain id24 as text check (value ~ '^[0-9a-f]{24}$');
create domain paise as bigint check (value between 0 and 100000000000);
create domain one_line as text check (value !~ '[\n\r\t]');

create function new_id() returns id24 language sql volatile parallel safe
  as $$ select (substr(replace(gen_random_uuid()::text, '-', ''), 1, 12) || substr(replace(gen_random_uuid()::text, '-', ''), 1, 12))::id24 $$;

create table accounts (
  id            id24 primary key default new_id(),
  role          text not null check (role in ('owner', 'manager', 'staff', 'customer', 'guest')),
  rights        text[] not null default '{}' check (rights <@ array['orders', 'catalogue', 'kitchen', 'settings']),
  name          one_line not null check (length(name) <= 640),
  email         text check (length(email) <= 254 and email = lower(email)),
  phone         text not null default '' check (phone ~ '^(\+?[0-9]{6,15})?$'),
  password_hash text,
  banned        boolean not null default false,
  version       int not null default 1,
  created_at    timestamptz not null default now(),
  updated_at    timestamptz not null default now(),
  constraint accounts_email_key unique (email),
  check ((role = 'guest') = (email is null)),
  check ((role = 'guest') = (password_hash is null))
);
create index accounts_staff on accounts (role) where role in ('owner', 'manager', 'staff');

-- Of a session only the hash of its token is kept.
create table sessions (
  token_hash   bytea primary key check (length(token_hash) = 32),
  account_id   id24 not null references accounts on delete cascade,
  kind         text not null check (kind in ('cookie', 'token')),
  user_agent   text not null default '' check (length(user_agent) <= 300),
  created_at   timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at   timestamptz not null
);
create index sessions_account on sessions (account_id);

-- One-time secrets: the first owner's set-up link.
-- The nodes that run now, and where the others reach them. Lost in a crash, like the nodes themselves.
create unlogged table nodes (
  id      text primary key check (length(id) between 1 and 32),
  url     text not null check (length(url) between 1 and 300),
  secret  text not null check (length(secret) = 32),
  seen_at timestamptz not null default now()
);

create table one_time_tokens (
  token_hash bytea primary key check (length(token_hash) = 32),
  purpose    text not null check (purpose in ('first-owner')),
  created_at timestamptz not null default now()
);

create table products (
  id          id24 primary key default new_id(),
  name        one_line not null check (length(name) between 1 and 640),
  description text not null default '' check (length(description) <= 16000),
  category    one_line not null check (length(category) between 1 and 320),
  subcategory one_line not null default '' check (length(subcategory) <= 320),
  base_price  paise not null check (base_price > 0),
  cost_price  paise,
  image       text not null default '' check (image ~* '^(/(media|assets)/[a-z0-9][a-z0-9/._-]*)?$' and image !~ '\.\.'),
  drawing     jsonb,
  available   boolean not null default true,
  featured    boolean not null default false,
  stock       int check (stock >= 0),
  -- Those of product_options, as the shelf and the carts read them: [kind, name, servings, multiplier] by kind and place.
  options     json not null default '[]',
  rating_sum  int not null default 0 check (rating_sum >= 0),
  rating_count int not null default 0 check (rating_count >= 0),
  archived_at timestamptz,
  version     int not null default 1 check (version > 0),
  created_at  timestamptz not null default now(),
  updated_at  timestamptz not null default now()
);
create index products_newest on products (created_at desc, id desc) where archived_at is null;
create index products_category on products (category, created_at desc, id desc) where archived_at is null;
create index products_name on products (lower(name), id) where archived_at is null;
create index products_price on products (base_price, id) where archived_at is null;
create index products_rating on products ((rating_sum * 1000 / greatest(rating_count, 1)), id) where archived_at is null;
create index products_archived on products (created_at desc, id desc) where archived_at is not null;
-- The shelf by category, without reading the products.
create index products_shelf on products (category, subcategory) where archived_at is null and available;
create index products_featured on products (created_at desc, id desc) where archived_at is null and featured and available;

-- Search finds parts of words. Every PostgreSQL since 13 lets a database's owner have pg_trgm, where it is installed; without it
-- the same queries read all products.
do $$ begin
  create extension if not exists pg_trgm;
  create index products_search on products
    using gin ((name || E'\n' || category || E'\n' || subcategory || E'\n' || description) gin_trgm_ops) where archived_at is null;
exception when insufficient_privilege or undefined_file or feature_not_supported then
  raise notice 'search without an index: %', sqlerrm;
end $$;

create table product_options (
  product_id id24 not null references products on delete cascade,
  kind       text not null check (kind in ('flavor', 'size', 'egg')),
  place      smallint not null check (place between 0 and 23),
  name       one_line not null check (length(name) between 1 and 320),
  servings   one_line not null default '',
  multiplier int not null check (multiplier between 1 and 100000),
  primary key (product_id, kind, place),
  constraint product_options_name_key unique (product_id, kind, name)
);

create function copy_options() returns trigger language plpgsql as $$
begin
  update products p set options = coalesce((
      select json_agg(json_build_array(o.kind, o.name, o.servings, o.multiplier) order by o.kind, o.place)
        from product_options o where o.product_id = p.id), '[]')
    where p.id in (select product_id from changed);
  return null;
end $$;
create trigger copy_inserted after insert on product_options
  referencing new table as changed for each statement execute function copy_options();
create trigger copy_updated after update on product_options
  referencing new table as changed for each statement execute function copy_options();
create trigger copy_deleted after delete on product_options
  referencing old table as changed for each statement execute function copy_options();

create table reviews (
  id         id24 primary key default new_id(),
  product_id id24 not null references products on delete cascade,
  account_id id24 references accounts on delete set null,
  author     one_line not null,
  rating     smallint not null check (rating between 1 and 5),
  comment    text not null default '' check (length(comment) <= 8000),
  created_at timestamptz not null default now(),
  constraint reviews_once unique (product_id, account_id)
);
create index reviews_product on reviews (product_id, created_at desc);
-- An account that goes is looked for in whatever names it.
create index reviews_account on reviews (account_id) where account_id is not null;

create table carts (
  id         id24 primary key default new_id(),
  account_id id24 not null unique references accounts on delete cascade,
  version    int not null default 1,
  updated_at timestamptz not null default now()
);

create table cart_items (
  id         id24 primary key default new_id(),
  cart_id    id24 not null references carts on delete cascade,
  product_id id24 not null references products on delete cascade,
  quantity   int not null check (quantity between 1 and 99),
  flavor     text not null default '',
  size       text not null default '',
  egg_option text not null default '',
  message    one_line not null default '',
  place      bigint generated always as identity,
  constraint cart_items_same unique (cart_id, product_id, flavor, size, egg_option, message)
);

create sequence order_numbers start 1001;

create table orders (
  id               id24 primary key default new_id(),
  number           text not null unique,
  -- null once the account is gone: the order stays.
  account_id       id24 references accounts on delete set null,
  status           text not null default 'pending' check (status in ('pending', 'processing', 'shipped', 'delivered', 'cancelled')),
  reason           one_line not null default '',
  subtotal         paise not null,
  discount         paise not null,
  delivery_fee     paise not null,
  tax              paise not null,
  total            paise not null check (total = subtotal - discount + tax + delivery_fee),
  shipping_address text not null check (length(shipping_address) between 1 and 3200),
  phone            text not null check (phone ~ '^\+?[0-9]{6,15}$'),
  notes            text not null default '' check (length(notes) <= 4000),
  payment_method   text not null default 'cod' check (payment_method in ('cod')),
  version          int not null default 1 check (version > 0),
  created_at       timestamptz not null default now(),
  updated_at       timestamptz not null default now()
);
create index orders_newest on orders (created_at desc, id desc);
create index orders_status on orders (status, created_at desc, id desc);
create index orders_account on orders (account_id, created_at desc, id desc);

-- What was sold, as it was then.
create table order_items (
  order_id   id24 not null references orders on delete cascade,
  place      smallint not null,
  product_id id24 not null references products,
  name       text not null,
  image      text not null default '',
  quantity   int not null check (quantity between 1 and 99),
  flavor     text not null default '',
  size       text not null default '',
  egg_option text not null default '',
  message    text not null default '',
  price      paise not null,
  subtotal   paise not null check (subtotal = price * quantity),
  primary key (order_id, place)
);
create index order_items_product on order_items (product_id);

-- Every status that an order came to, and by whose hand.
create table order_history (
  order_id id24 not null references orders on delete cascade,
  version  int not null,
  status   text not null check (status in ('pending', 'processing', 'shipped', 'delivered', 'cancelled')),
  by       id24 references accounts on delete set null,
  reason   one_line not null default '',
  at       timestamptz not null default now(),
  primary key (order_id, version)
);
create index order_history_by on order_history (by) where by is not null;

-- A key, the request it came with, and what was answered. Written in the transaction of what it guards.
create table idempotency_keys (
  scope        text not null,
  key          text not null check (length(key) between 1 and 200),
  request_hash bytea not null,
  status       smallint not null,
  answer       jsonb not null,
  created_at   timestamptz not null default now(),
  primary key (scope, key)
);

create table notifications (
  id         id24 primary key default new_id(),
  -- null: for all staff.
  account_id id24 references accounts on delete cascade,
  message    text not null check (length(message) <= 2000),
  type       text not null check (type in ('info', 'success', 'warning', 'error')),
  data       jsonb,
  created_at timestamptz not null default now()
);
create index notifications_staff on notifications (created_at desc, id desc) where account_id is null;
create index notifications_account on notifications (account_id, created_at desc, id desc) where account_id is not null;

create table notification_reads (
  notification_id id24 not null references notifications on delete cascade,
  account_id      id24 not null references accounts on delete cascade,
  at              timestamptz not null default now(),
  primary key (account_id, notification_id)
);

-- The shop's own facts; one row.
create table settings (
  one       boolean primary key default true check (one),
  name      one_line not null default 'Cakewire',
  tagline   one_line not null default 'Cakes made to order',
  phone     text not null default '',
  address   text not null default '',
  time_zone text not null default 'Asia/Kolkata',
  demo      boolean not null default false
);
insert into settings default values;

-- The role that the running shop acts as: it works on the shop's tables and only reads the feed, whose log the trigger writes.
-- It may log in, without a password: on the embedded database's own socket, and nowhere that asks for one.
do $$ declare
  able text := case when current_setting('server_version_num')::int >= 160000 then 'set' else 'member' end;
begin
  if not exists (select from pg_roles where rolname = 'cakewire_app') then create role cakewire_app login; end if;
  if not pg_has_role(current_user, 'cakewire_app', able) then execute format('grant cakewire_app to %I', current_user); end if;
end $$;
grant feed_app to cakewire_app;
grant usage on schema public to cakewire_app;
grant select, insert, update, delete on all tables in schema public to cakewire_app;
grant usage on all sequences in schema public to cakewire_app;
revoke update, delete on order_history from cakewire_app;

-- Retention is the shop's to keep; erasing a body is not its to do.
set role feed_owner;
grant execute on function feed.prune(timestamptz, int) to cakewire_app;
reset role;
