-- What reaches a person who is forgotten late or from aside: banks' notices that come after it, papers' reasons, what was told them as a guest.

-- With it a bank's id becomes what stands in its place.
alter table settings
  add column forgotten_key bytea not null default decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex');

-- What is left of a bank's id that may be somebody's phone or UPI id: the same for the same id, and back to it leads nothing but guessing
-- with the key.
create function forgotten_id(id text) returns text
  language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select case id when '' then '' else 'erased-' || encode(sha256(forgotten_key || sha256(forgotten_key || convert_to(id, 'UTF8'))), 'hex') end
    from settings
$$;

-- As before, with papers' reasons, and with banks' ids of which the same, said again, is known.
create or replace function erase_person(person id24) returns setof id24
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  -- The caller holds them; whatever else came to be theirs since is held from here on.
  mine  id24[] := array(select id from orders where account_id = person order by id for update);
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
  perform feed.erase(1, 'payment_notice:' || id) from payment_notices where order_id = any (mine);
  perform feed.erase(1, 'cart:' || person);
  perform feed.erase_audience(1, 'user:' || person);

  delete from notifications where id = any (told);
  delete from idempotency_keys where scope like person || ' %' or answer ->> '_id' = any (mine);
  delete from coupon_people c where c.person = any (known);
  update reviews set author = 'A customer', version = version + 1, updated_at = now() where account_id = person;
  update order_items set message = '' where order_id = any (mine) and message <> '';
  update order_history set reason = '' where order_id = any (mine) and reason <> '';
  -- A bank's id may be somebody's phone or UPI id. What is left tells one payment from another, also in notices that are yet to come.
  update payment_events e set reference = '', refund = forgotten_id(e.refund)
    from payments p where p.id = e.payment_id and p.order_id = any (mine);
  update payments set bank_id = forgotten_id(bank_id) where order_id = any (mine) and bank_id <> '';
  update payment_notices set payment = forgotten_id(payment), refund = forgotten_id(refund), rev = rev + 1 where order_id = any (mine);
  -- What staff wrote of them in their own words.
  update audit set before = before - 'reason', after = after - 'reason' - 'reference'
   where entity = any (array(select 'order:' || id from unnest(mine) id));
  -- Rule 46(e) of the CGST Rules wants the buyer's name and address on invoices from 50,000 rupees on.
  update papers set buyer = null where order_id = any (mine) and total < 5000000;
  -- Rule 53(1A), of credit notes, wants no reason.
  update papers set body = jsonb_set(body, '{against,reason}', '""') where order_id = any (mine) and body #>> '{against,reason}' <> '';
  update orders set erased_at = now(), shipping_address = '', phone = '', notes = '', reason = '', recipient = '', recipient_phone = '',
                    pincode = '', reference_photo = null, rev = rev + 1
   where id = any (mine);
  -- No order shows them any more.
  delete from pictures where account_id = person and kind = 'reference';
  delete from accounts where id = person;
  return query select unnest(mine);
end $$;

-- Of those who were forgotten before, with what banks said of them since.
select feed.erase(1, 'payment_notice:' || n.id) from payment_notices n join orders o on o.id = n.order_id
 where o.erased_at is not null and n.payment not like 'erased-%';
update payment_notices n set payment = forgotten_id(n.payment), refund = forgotten_id(n.refund), rev = n.rev + 1
  from orders o where o.id = n.order_id and o.erased_at is not null and n.payment not like 'erased-%';
update payment_events e set refund = forgotten_id(e.refund)
  from payments p join orders o on o.id = p.order_id where p.id = e.payment_id and o.erased_at is not null and e.refund not like 'erased-%';
update payments p set bank_id = forgotten_id(p.bank_id)
  from orders o where o.id = p.order_id and o.erased_at is not null and p.bank_id <> '' and p.bank_id not like 'erased-%';
update papers p set body = jsonb_set(p.body, '{against,reason}', '""')
  from orders o where o.id = p.order_id and o.erased_at is not null and p.body #>> '{against,reason}' <> '';

-- Who was a guest is told under another name from the sign-in on: what they were told before leads to nobody, and is forgotten at once.
create function forget_guest(guest id24) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  delete from accounts where id = guest and role = 'guest';
  -- Another tab was faster, or it is no guest.
  if not found then return; end if;
  perform feed.erase(1, 'cart:' || guest);
  perform feed.erase_audience(1, 'user:' || guest);
end $$;
revoke all on function forget_guest from public;
grant execute on function forget_guest to cakewire_app;
select feed.erase(1, 'cart:' || substr(aud, 6)), feed.erase_audience(1, aud)
  from feed.audience where aud like 'user:%' and not exists (select from accounts where id = substr(aud, 6));
