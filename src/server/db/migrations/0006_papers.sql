-- What becomes of an order once it is placed: progress, corrections, payment, invoices; and what a person keeps with the shop, and takes away.

alter table orders
  -- Counts every change. `version` counts the moves alone, so that a tick in the kitchen overtakes nobody's move.
  add column rev             int not null default 1 check (rev > 0),
  add column cancelled_by    text check (cancelled_by in ('buyer', 'shop')),
  -- The version that hangs in the kitchen on paper.
  add column printed_version int,
  -- Its person asked to be forgotten: what was theirs is empty.
  add column erased_at       timestamptz;
update orders set rev = version;
alter table orders
  drop constraint orders_phone_check,
  add constraint orders_phone_check check (phone ~ '^(\+?[0-9]{6,15})?$' and (phone <> '' or erased_at is not null)),
  drop constraint orders_shipping_address_check,
  add constraint orders_shipping_address_check
    check (length(shipping_address) <= 3200 and (shipping_address <> '' or mode = 'pickup' or erased_at is not null));
alter table order_items
  add column done int not null default 0,
  add constraint order_items_done check (done between 0 and quantity);
alter table order_history
  add column kind text not null default 'move' check (kind in ('move', 'correction'));

-- One row for each way in which an order is paid; what happened to it stands in its events.
create table payments (
  id         id24 primary key default new_id(),
  order_id   id24 not null references orders on delete cascade,
  provider   text not null check (provider in ('cod')),
  method     text not null check (method in ('cash')),
  amount     paise not null,
  currency   text not null default 'INR' check (currency = 'INR'),
  state      text not null check (state in ('none', 'pending', 'authorized', 'paid', 'part_refunded', 'refunded', 'failed')),
  created_at timestamptz not null default now(),
  constraint payments_once unique (order_id, provider)
);
create table payment_events (
  id         bigint generated always as identity primary key,
  payment_id id24 not null references payments on delete cascade,
  kind       text not null check (kind in ('taken', 'returned')),
  amount     paise not null,
  by         id24 references accounts on delete set null,
  at         timestamptz not null default now()
);
create index payment_events_payment on payment_events (payment_id, id);
create index payment_events_by on payment_events (by) where by is not null;

-- The newest number of each series and financial year. Whoever issues a paper holds the row until the paper is there: no gaps.
create table paper_series (
  kind text not null check (kind in ('invoice', 'credit-note')),
  -- The year in which it began, on 1 April.
  year smallint not null,
  last int not null check (last > 0),
  primary key (kind, year)
);
-- Written once. `body` is all that the paper says but for the buyer, who may ask to be forgotten.
create table papers (
  id        id24 primary key default new_id(),
  kind      text not null check (kind in ('invoice', 'credit-note')),
  number    text not null unique check (length(number) between 1 and 16),
  order_id  id24 not null references orders,
  total     paise not null,
  issued_at timestamptz not null,
  body      jsonb not null,
  buyer     jsonb,
  constraint papers_once unique (order_id, kind)
);

create table addresses (
  id         id24 primary key default new_id(),
  account_id id24 not null references accounts on delete cascade,
  label      one_line not null default '' check (length(label) <= 320),
  recipient  one_line not null check (length(recipient) between 1 and 640),
  phone      text not null check (phone ~ '^\+?[0-9]{6,15}$'),
  lines      text not null check (length(lines) between 1 and 3200),
  pincode    text not null default '' check (pincode ~ '^([1-9][0-9]{5})?$'),
  is_default boolean not null default false,
  version    int not null default 1 check (version > 0),
  created_at timestamptz not null default now()
);
create index addresses_account on addresses (account_id, created_at, id);
create unique index addresses_default on addresses (account_id) where is_default;

grant select, insert, update on payments to cakewire_app;
grant select, insert, update on paper_series to cakewire_app;
grant select, insert on payment_events, papers to cakewire_app;
grant select, insert, update, delete on addresses to cakewire_app;

set role feed_owner;
-- What one person's own audience was told.
create function feed.erase_audience(for_shop int, of text) returns bigint
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare gone bigint;
begin
  update feed.entry set body = null where shop = for_shop and aud = of and body is not null;
  get diagnostics gone = row_count;
  return gone;
end $$;
revoke all on function feed.erase_audience from public;
grant execute on function feed.erase_audience to feed_janitor;
reset role;

-- Forgets a person: the account goes, the orders and what the law wants of their invoices stay without them. The shop's own role can erase
-- what was written in no other way. Returns the orders.
create function erase_person(person id24) returns setof id24
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  mine  id24[] := array(select id from orders where account_id = person order by created_at, id);
  told  id24[];
  -- As coupons count them.
  known text[] := array(select 'phone:' || right(regexp_replace(phone, '\D', '', 'g'), 10)
                          from (select phone from accounts where id = person union select phone from orders where account_id = person) p
                         where phone <> '') || ('account:' || person);
begin
  told := array(select id from notifications where account_id = person or data ->> 'orderId' = any (mine));
  perform feed.erase(1, 'order:' || id) from unnest(mine) id;
  perform feed.erase(1, 'notification:' || id) from unnest(told) id;
  perform feed.erase(1, 'cart:' || person);
  perform feed.erase_audience(1, 'user:' || person);

  delete from notifications where id = any (told);
  delete from idempotency_keys where scope like person || ' %' or answer ->> '_id' = any (mine);
  delete from coupon_people c where c.person = any (known);
  update reviews set author = 'A customer' where account_id = person;
  update order_items set message = '' where order_id = any (mine) and message <> '';
  update order_history set reason = '' where order_id = any (mine) and reason <> '';
  -- What staff wrote of them in their own words.
  update audit set before = before - 'reason', after = after - 'reason' where entity = any (array(select 'order:' || id from unnest(mine) id));
  -- Rule 46(e) of the CGST Rules wants the buyer's name and address on invoices from 50,000 rupees on.
  update papers set buyer = null where order_id = any (mine) and total < 5000000;
  update orders set erased_at = now(), shipping_address = '', phone = '', notes = '', reason = '', recipient = '', recipient_phone = '',
                    pincode = '', reference_photo = null, rev = rev + 1
   where id = any (mine);
  delete from accounts where id = person;
  return query select unnest(mine);
end $$;
revoke all on function erase_person from public;
grant execute on function erase_person to cakewire_app;
