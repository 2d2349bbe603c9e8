-- Who is forgotten is forgotten in the kitchen and under their reviews too, and the pictures go that they sent for orders.
create or replace function erase_person(person id24) returns setof id24
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
  perform feed.erase(1, 'order:' || id), feed.erase(1, 'ticket:' || id) from unnest(mine) id;
  perform feed.erase(1, 'notification:' || id) from unnest(told) id;
  perform feed.erase(1, 'review:' || id) from reviews where account_id = person;
  perform feed.erase(1, 'cart:' || person);
  perform feed.erase_audience(1, 'user:' || person);

  delete from notifications where id = any (told);
  delete from idempotency_keys where scope like person || ' %' or answer ->> '_id' = any (mine);
  delete from coupon_people c where c.person = any (known);
  update reviews set author = 'A customer', version = version + 1, updated_at = now() where account_id = person;
  update order_items set message = '' where order_id = any (mine) and message <> '';
  update order_history set reason = '' where order_id = any (mine) and reason <> '';
  -- What staff wrote of them in their own words.
  update audit set before = before - 'reason', after = after - 'reason' where entity = any (array(select 'order:' || id from unnest(mine) id));
  -- Rule 46(e) of the CGST Rules wants the buyer's name and address on invoices from 50,000 rupees on.
  update papers set buyer = null where order_id = any (mine) and total < 5000000;
  update orders set erased_at = now(), shipping_address = '', phone = '', notes = '', reason = '', recipient = '', recipient_phone = '',
                    pincode = '', reference_photo = null, rev = rev + 1
   where id = any (mine);
  -- No order shows them any more.
  delete from pictures where account_id = person and kind = 'reference';
  delete from accounts where id = person;
  return query select unnest(mine);
end $$;

-- Who is taken on has no password before they have set one.
alter table accounts
  drop constraint accounts_check1,
  add constraint accounts_guest_without_password check (role <> 'guest' or password_hash is null);

-- A link with which somebody sets a password: one at a time, gone when it was used. Only the hash of its token is kept.
create table account_links (
  account_id id24 primary key references accounts on delete cascade,
  token_hash bytea not null unique check (length(token_hash) = 32),
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);
grant select, insert, update, delete on account_links to cakewire_app;

-- How often the link of an order was renewed: the ones before open nothing.
alter table orders add column link_number int not null default 0 check (link_number >= 0);
