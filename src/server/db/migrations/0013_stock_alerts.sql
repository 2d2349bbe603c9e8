-- Who wants to be told when a product can be ordered again.

create table stock_alerts (
  account_id id24 not null references accounts on delete cascade,
  product_id id24 not null references products on delete cascade,
  state      text not null default 'waiting' check (state in ('waiting', 'told', 'off')),
  -- A row that is over is swept out, and one made anew later must still be newer than what screens know of it.
  version    bigint not null default extract(epoch from now())::bigint,
  changed_at timestamptz not null default now(),
  primary key (account_id, product_id)
);
-- First come, first told.
create index stock_alerts_waiting on stock_alerts (product_id, changed_at, account_id) where state = 'waiting';
create index stock_alerts_over on stock_alerts (changed_at) where state <> 'waiting';

create table stock_alert_counts (
  product_id id24 primary key references products on delete cascade,
  waiting    int not null check (waiting >= 0),
  version    bigint not null default 1,
  -- It can be ordered again, and not all who wait have been told yet.
  back_at    timestamptz
);
create index stock_alert_counts_back on stock_alert_counts (back_at) where back_at is not null;
create index stock_alert_counts_most on stock_alert_counts (waiting desc, product_id) where waiting > 0;

-- Counts also those who go with their account.
create function count_waiting() returns trigger language plpgsql as $$
declare more int := coalesce((new.state = 'waiting')::int, 0) - coalesce((old.state = 'waiting')::int, 0);
begin
  if more > 0 then
    insert into stock_alert_counts as c (product_id, waiting) values (new.product_id, more)
    on conflict (product_id) do update set waiting = c.waiting + more, version = c.version + 1;
  elsif more < 0 then
    update stock_alert_counts set waiting = waiting + more, version = version + 1 where product_id = old.product_id;
  end if;
  return null;
end $$;
create trigger count_waiting after insert or update or delete on stock_alerts for each row execute function count_waiting();

grant select, insert, update, delete on stock_alerts to cakewire_app;
grant select, insert, update on stock_alert_counts to cakewire_app;
