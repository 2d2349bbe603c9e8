-- The counter looks at the orders of a day.
create index orders_day on orders (day, created_at desc, id desc) where day is not null;
