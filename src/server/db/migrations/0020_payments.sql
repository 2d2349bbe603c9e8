-- Paying by UPI: where the money goes, until when an order waits for it, and what staff and the bank's side say about it.

alter table settings
  -- null: the shop takes no UPI payments.
  add column upi_id      text check (length(upi_id) <= 321 and upi_id ~ '^[A-Za-z0-9._-]{2,}@[A-Za-z][A-Za-z0-9.-]{1,63}$'),
  -- '': the shop's name.
  add column upi_name    one_line not null default '' check (length(upi_name) <= 640),
  add column pay_minutes smallint not null default 15 check (pay_minutes between 5 and 1440);

alter table orders
  -- Until when it waits to be paid. null: it is paid when it is handed over.
  add column pay_by   timestamptz,
  -- What a UPI app opens, as it was when it was ordered.
  add column pay_link text not null default '' check (length(pay_link) <= 4000),
  drop constraint orders_payment_method_check,
  add constraint orders_payment_method_check check (payment_method in ('cod', 'upi')),
  add constraint orders_pay_by_check check (payment_method <> 'cod' or pay_by is null);
create index orders_unpaid on orders (pay_by) where status = 'pending' and payment_state in ('pending', 'failed') and pay_by is not null;

alter table payments
  -- The bank's id of it; '': the money that staff say came.
  add column bank_id text not null default '' check (length(bank_id) <= 80),
  -- Of cash alone. What became of other money is folded from its events (src/domain/payment-fold.ts).
  alter column state drop not null,
  drop constraint payments_provider_check,
  add constraint payments_provider_check check (provider in ('cod', 'upi')),
  drop constraint payments_method_check,
  add constraint payments_method_check check (method in ('cash', 'upi')),
  drop constraint payments_once,
  add constraint payments_once unique (order_id, provider, bank_id);
-- A payment of the bank's is for one order.
create unique index payments_bank on payments (provider, bank_id) where bank_id <> '';

-- Facts, each once: the same said again by the bank's side is not another.
alter table payment_events
  add column witness   text not null default 'shop' check (witness in ('shop', 'bank')),
  add column refund    text not null default '' check (length(refund) <= 80),
  add column currency  text not null default 'INR' check (currency ~ '^[A-Z]{3}$'),
  add column reference one_line not null default '' check (length(reference) <= 512),
  drop constraint payment_events_kind_check,
  add constraint payment_events_kind_check check (kind in ('authorized', 'taken', 'failed', 'returned', 'accepted'));
create unique index payment_events_once on payment_events (payment_id, kind, refund, amount, currency) where witness = 'bank';

-- What the bank's side signed and sent, without the body.
create table payment_notices (
  id          bigint generated always as identity primary key,
  -- Its `webhook-id`: sent again it is the same.
  webhook_id  text not null unique check (length(webhook_id) between 1 and 255),
  kind        text not null check (kind in ('payment.authorized', 'payment.paid', 'payment.failed', 'payment.refunded')),
  payment     text not null check (length(payment) between 1 and 80),
  refund      text not null default '' check (length(refund) <= 80),
  -- As it was named: the number, or the id.
  order_ref   text not null check (length(order_ref) between 1 and 64),
  order_id    id24 references orders on delete set null,
  amount      paise not null,
  currency    text not null check (currency ~ '^[A-Z]{3}$'),
  outcome     text not null check (outcome in ('applied', 'repeated', 'held', 'parked', 'unknown')),
  happened_at timestamptz not null,
  received_at timestamptz not null default now(),
  -- Counts its outcomes.
  rev         smallint not null default 1
);
create index payment_notices_parked on payment_notices (id) where outcome = 'parked';
create index payment_notices_order on payment_notices (order_id) where order_id is not null;
create index payment_notices_received on payment_notices (received_at);

-- What notices are signed with. Read where a signature is checked, and nowhere else.
create table payment_secrets (
  id       bigint generated always as identity primary key,
  secret   text not null check (secret ~ '^whsec_[A-Za-z0-9+/=]{32,88}$'),
  made_at  timestamptz not null default now(),
  -- null: it is the newest.
  ends_at  timestamptz
);
create unique index payment_secrets_one on payment_secrets ((true)) where ends_at is null;

grant select, insert, update, delete on payment_notices, payment_secrets to cakewire_app;

-- Orders that were answered before and may be asked for again under their keys.
update idempotency_keys k
   set answer = answer || '{"payBy": null, "payLink": null, "moneyNote": null}'
       || jsonb_build_object('payments', (select coalesce(jsonb_agg('{"currency": "INR", "reference": ""}' || p), '[]') from jsonb_array_elements(answer -> 'payments') p))
 where jsonb_typeof(answer -> 'payments') = 'array';

-- As before, and what banks say of a person's payments.
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
  perform feed.erase(1, 'payment_notice:' || id) from payment_notices where order_id = any (mine);
  perform feed.erase(1, 'cart:' || person);
  perform feed.erase_audience(1, 'user:' || person);

  delete from notifications where id = any (told);
  delete from idempotency_keys where scope like person || ' %' or answer ->> '_id' = any (mine);
  delete from coupon_people c where c.person = any (known);
  update reviews set author = 'A customer', version = version + 1, updated_at = now() where account_id = person;
  update order_items set message = '' where order_id = any (mine) and message <> '';
  update order_history set reason = '' where order_id = any (mine) and reason <> '';
  -- A bank's id may be somebody's phone or UPI id. What is left tells one payment from another.
  update payment_events e set reference = '', refund = case when e.refund = '' then '' else 'erased-' || e.id end
    from payments p where p.id = e.payment_id and p.order_id = any (mine);
  update payments set bank_id = 'erased-' || id where order_id = any (mine) and bank_id <> '';
  update payment_notices set payment = 'erased-' || id, refund = '', rev = rev + 1 where order_id = any (mine);
  -- What staff wrote of them in their own words.
  update audit set before = before - 'reason', after = after - 'reason' - 'reference'
   where entity = any (array(select 'order:' || id from unnest(mine) id));
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
