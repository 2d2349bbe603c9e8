-- Where, when and at what tax the shop delivers: zones, slots and their capacity, holds, coupons; what an order keeps of all that.

alter table settings
  -- busy: orders are taken, but `busy_hours` later than usual. paused: none are.
  add column state               text not null default 'open' check (state in ('open', 'busy', 'paused')),
  add column state_note          one_line not null default '' check (length(state_note) <= 1600),
  add column busy_hours          smallint not null default 3 check (busy_hours between 0 and 72),
  -- Where no zone says otherwise. null: never free.
  add column delivery_fee        paise not null default 5000,
  add column free_delivery_above paise default 50000,
  -- By the shop's clock.
  add column same_day_until      time not null default '14:00',
  add column days_ahead          smallint not null default 30 check (days_ahead between 0 and 365),
  -- Points that the kitchen can do in a day over all slots; null: only the slots limit.
  add column day_capacity        int check (day_capacity >= 0),
  add column hold_minutes        smallint not null default 10 check (hold_minutes between 1 and 60),
  add column legal_name          one_line not null default '',
  -- null: not registered, so no tax is printed.
  add column gstin               text check (gstin ~ '^[0-9]{2}[A-Z]{5}[0-9]{4}[A-Z][0-9A-Z]Z[0-9A-Z]$'),
  add column fssai               text check (fssai ~ '^[0-9]{14}$'),
  -- GST state code of the shop: whether a sale stays within the state.
  add column state_code          text not null default '29' check (state_code ~ '^[0-9]{2}$'),
  add column invoice_prefix      text not null default 'CW' check (invoice_prefix ~ '^[A-Z0-9]{1,3}$'),
  -- Signs links that open one order without a login.
  add column signing_key         bytea not null default decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'),
  add column version             int not null default 1 check (version > 0);

create table zones (
  id         id24 primary key default new_id(),
  name       one_line not null check (length(name) between 1 and 640),
  fee        paise not null,
  -- null: as the shop's.
  free_above paise,
  active     boolean not null default true,
  version    int not null default 1 check (version > 0)
);
-- A whole pincode or how one begins; the longest that fits decides.
create table zone_pincodes (
  pincode text primary key check (pincode ~ '^[1-9][0-9]{1,5}$'),
  zone_id id24 not null references zones on delete cascade
);
create index zone_pincodes_zone on zone_pincodes (zone_id);

-- A window of the shop's day, never an instant.
create table slots (
  id              id24 primary key default new_id(),
  name            one_line not null default '' check (length(name) <= 320),
  mode            text not null check (mode in ('delivery', 'pickup')),
  starts          time not null,
  ends            time not null check (ends > starts),
  -- ISO: 1 is Monday.
  weekdays        smallint[] not null default '{1,2,3,4,5,6,7}' check (weekdays <@ array[1, 2, 3, 4, 5, 6, 7]::smallint[] and cardinality(weekdays) > 0),
  capacity        int not null check (capacity between 0 and 100000),
  -- The last order comes this long before it starts.
  cut_off_minutes int not null default 60 check (cut_off_minutes between 0 and 10080),
  active          boolean not null default true,
  version         int not null default 1 check (version > 0)
);
create table closed_days (
  day  date primary key,
  note one_line not null default '' check (length(note) <= 640)
);
-- Points taken. A row stands once something was; a capacity of its own stands above the slot's.
create table slot_days (
  slot_id  id24 not null references slots on delete cascade,
  day      date not null,
  taken    int not null default 0 check (taken >= 0),
  capacity int check (capacity >= 0),
  version  int not null default 1 check (version > 0),
  primary key (day, slot_id)
);
create index slot_days_slot on slot_days (slot_id);

-- What a checkout keeps for its buyer for some minutes: points of a slot and pieces of stock.
create table holds (
  id         id24 primary key default new_id(),
  account_id id24 not null references accounts on delete cascade,
  slot_id    id24 references slots on delete cascade,
  day        date,
  points     int not null default 0 check (points >= 0),
  state      text not null default 'active' check (state in ('active', 'used', 'released')),
  extended   smallint not null default 0,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  check ((slot_id is null) = (day is null))
);
create unique index holds_one on holds (account_id) where state = 'active';
create index holds_due on holds (expires_at) where state = 'active';
create index holds_slot on holds (slot_id) where slot_id is not null;
-- Every piece and point that was taken or given back (negative), once per cause: that is what makes giving back happen once.
-- Without foreign keys: a ledger outlives what it tells of.
create table stock_ledger (
  id         bigint generated always as identity primary key,
  product_id id24 not null,
  pieces     int not null,
  cause      text not null check (cause in ('hold', 'release', 'order', 'cancel', 'restock')),
  -- The hold or the order.
  ref        id24 not null,
  at         timestamptz not null default now(),
  constraint stock_ledger_once unique (ref, cause, product_id)
);
create index stock_ledger_product on stock_ledger (product_id, id);
create table capacity_ledger (
  id      bigint generated always as identity primary key,
  slot_id id24 not null,
  day     date not null,
  points  int not null,
  cause   text not null check (cause in ('hold', 'release', 'order', 'cancel')),
  ref     id24 not null,
  at      timestamptz not null default now(),
  constraint capacity_ledger_once unique (ref, cause)
);
create index capacity_ledger_slot on capacity_ledger (slot_id, day);
-- What orders of before have taken and may give back.
insert into stock_ledger (product_id, pieces, cause, ref)
select i.product_id, sum(i.quantity), 'order', i.order_id
  from orders o join order_items i on i.order_id = o.id join products p on p.id = i.product_id
 where o.status = 'pending' and p.stock is not null group by i.order_id, i.product_id;

create table coupons (
  id           id24 primary key default new_id(),
  code         text not null unique check (code ~ '^[A-Z0-9-]{3,24}$'),
  kind         text not null check (kind in ('percent', 'amount', 'free-delivery')),
  -- Hundredths of a percent, or paise; 0 for free delivery.
  value        bigint not null check (value >= 0 and (kind <> 'percent' or value between 1 and 10000) and (kind <> 'amount' or value > 0)),
  max_discount paise,
  min_subtotal paise not null default 0,
  starts_at    timestamptz,
  ends_at      timestamptz,
  most         int check (most >= 0),
  most_each    int check (most_each >= 0),
  used         int not null default 0 check (used >= 0),
  active       boolean not null default true,
  version      int not null default 1 check (version > 0),
  created_at   timestamptz not null default now(),
  check (ends_at is null or starts_at is null or ends_at > starts_at)
);
-- How often each person used it. A person is a phone number and an account, each counted.
create table coupon_people (
  coupon_id id24 not null references coupons on delete cascade,
  person    text not null check (length(person) <= 40),
  used      int not null default 0 check (used >= 0),
  primary key (coupon_id, person)
);

-- In hundredths of a percent, from that day on until a later row.
create table tax_rates (
  hsn   text not null check (hsn ~ '^[0-9]{4,8}$'),
  since date not null,
  rate  smallint not null check (rate between 0 and 10000),
  primary key (hsn, since)
);
insert into tax_rates (hsn, since, rate) values
  ('1905', '2017-07-01', 1800), ('1905', '2025-09-22', 500),
  -- Candles; carriage of goods.
  ('3406', '2017-07-01', 1200), ('3406', '2025-09-22', 500);

alter table orders
  add column mode             text not null default 'delivery' check (mode in ('delivery', 'pickup')),
  add column recipient        one_line not null default '' check (length(recipient) <= 640),
  add column recipient_phone  text not null default '' check (recipient_phone ~ '^(\+?[0-9]{6,15})?$'),
  add column pincode          text not null default '' check (pincode ~ '^([1-9][0-9]{5})?$'),
  add column slot_id          id24 references slots on delete set null,
  add column slot_name        one_line not null default '',
  add column day              date,
  add column starts           time,
  add column ends             time,
  -- When the slot starts, as an instant.
  add column due_at           timestamptz,
  add column points           int not null default 0 check (points >= 0),
  add column coupon_id        id24 references coupons on delete set null,
  add column coupon           text not null default '',
  -- Of goods and delivery, inside the total. State code of where they go.
  add column tax_included     paise not null default 0,
  add column state_code       text not null default '',
  add column delivery_tax     jsonb,
  add column reference_photo  id24,
  add column payment_state    text not null default 'pending'
    check (payment_state in ('none', 'pending', 'authorized', 'paid', 'part_refunded', 'refunded', 'failed'));
create index orders_due on orders (due_at, id) where status in ('pending', 'processing', 'shipped');
create index orders_slot on orders (slot_id, day) where slot_id is not null;
create index orders_coupon on orders (coupon_id) where coupon_id is not null;

alter table orders
  drop constraint orders_shipping_address_check,
  add constraint orders_shipping_address_check check (length(shipping_address) <= 3200 and (shipping_address <> '' or mode = 'pickup'));

alter table order_items
  add column points   int not null default 0 check (points >= 0),
  add column hsn      text not null default '',
  -- In hundredths of a percent, as it was then; null: the shop was not registered.
  add column tax_rate smallint,
  -- Its share of the order's discount. Tax is inside subtotal - discount.
  add column discount paise not null default 0,
  add column taxable  paise not null default 0,
  add column cgst     paise not null default 0,
  add column sgst     paise not null default 0,
  add column igst     paise not null default 0,
  add check (discount <= subtotal);

-- The price that its owner saw when it was put in or agreed to since; null: put in before prices were kept.
alter table cart_items add column seen_price paise;

-- Changes with everything that hardly ever changes and every order needs to know, so that a node may keep it in memory: an order
-- reads the stamp, and all of it only when the stamp is a new one.
create table rules_stamp (
  one   boolean primary key default true check (one),
  stamp uuid not null default gen_random_uuid()
);
insert into rules_stamp default values;
create function stamp_rules() returns trigger language plpgsql as $$
begin
  update rules_stamp set stamp = gen_random_uuid();
  return null;
end $$;
create trigger stamp_rules after insert or update or delete on settings for each statement execute function stamp_rules();
create trigger stamp_rules after insert or update or delete on zones for each statement execute function stamp_rules();
create trigger stamp_rules after insert or update or delete on zone_pincodes for each statement execute function stamp_rules();
create trigger stamp_rules after insert or update or delete on slots for each statement execute function stamp_rules();
create trigger stamp_rules after insert or update or delete on closed_days for each statement execute function stamp_rules();
create trigger stamp_rules after insert or update or delete on tax_rates for each statement execute function stamp_rules();

grant select, insert, update, delete on
  zones, zone_pincodes, slots, closed_days, slot_days, holds, coupons, coupon_people, tax_rates, rules_stamp to cakewire_app;
grant select, insert on stock_ledger, capacity_ledger to cakewire_app;
