-- The feed: one append-only, gap-free log per shop, written inside COMMIT. PostgreSQL 15 syntax, no extension.
--
--   feed.outbox    what happened; filled at any point of a transaction, always empty for everybody else
--   feed.shop      the counter row: the one lock, and one `seq` per transaction
--   feed.audience  head of each audience: contiguous `n` and the digest chain
--   feed.entry     the log
--
-- Lock order inside COMMIT: shops by number, then their audience rows (only ever written under the shop's lock).
-- Everything belongs to feed_owner, which cannot log in.

do $$ declare
  r text;
  -- Whoever makes a role is its member, but since PostgreSQL 16 not yet allowed to act as it.
  able text := case when current_setting('server_version_num')::int >= 160000 then 'set' else 'member' end;
begin
  foreach r in array array['feed_owner', 'feed_app', 'feed_janitor'] loop
    if not exists (select from pg_roles where rolname = r) then execute format('create role %I nologin', r); end if;
    if not pg_has_role(current_user, r, able) then execute format('grant %I to %I', r, current_user); end if;
  end loop;
end $$;

create schema feed authorization feed_owner;
set role feed_owner;

create table feed.shop (
  shop  int primary key,
  epoch uuid not null default gen_random_uuid(),
  seq   bigint not null default 0,
  tx    xid8,                         -- its newest transaction: stamped twice (SET CONSTRAINTS), that keeps its seq ...
  tx_at timestamptz                   -- ... and its start, since transaction ids begin anew in a restored dump
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500, vacuum_truncate = false);

create table feed.audience (
  shop  int not null,
  aud   text not null,
  n     bigint not null,
  chain bytea not null,
  primary key (shop, aud)
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.1, autovacuum_vacuum_threshold = 500, vacuum_truncate = false);

create table feed.entry (
  shop   int not null,
  aud    text not null,
  n      bigint not null,             -- 1, 2, 3 ... within the audience: what a client counts
  seq    bigint not null,             -- one per transaction of the shop, in commit order: what a node tails
  idx    int not null,                -- place within the transaction
  type   text not null,
  entity text,                        -- key for compaction
  rev    bigint,
  at     timestamptz not null,
  body   text,                        -- everything this audience may know, as sent; null once erased
  digest bytea not null,              -- sha256(body)
  chain  bytea not null,              -- sha256(chain of n - 1 || digest); the first follows the empty string
  primary key (shop, aud, n),
  unique (shop, seq, idx)
) with (autovacuum_vacuum_insert_scale_factor = 0.05);
create index entry_entity on feed.entry (shop, entity, aud, n) where entity is not null;

-- No row outlives its transaction, so nothing of it needs the WAL.
create unlogged table feed.outbox (
  tx     xid8 not null default pg_current_xact_id(),
  id     bigint generated always as identity,
  shop   int not null,
  type   text not null,
  entity text,
  rev    bigint,
  auds   text[] not null,
  bodies text[] not null,             -- one projection per audience
  primary key (tx, id),
  check (cardinality(auds) > 0 and cardinality(auds) = cardinality(bodies)
    and array_position(auds, null) is null and array_position(bodies, null) is null)
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000, vacuum_truncate = false);

create function feed.next_link(chain bytea, prev bytea, digest bytea) returns bytea
  language sql immutable parallel safe as $$ select sha256(coalesce(chain, prev) || digest) $$;
create aggregate feed.link(prev bytea, digest bytea) (sfunc = feed.next_link, stype = bytea);

-- Fires once per outbox row, inside COMMIT. The first firing does the whole transaction; the others find their row gone.
create function feed.stamp() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  set lock_timeout = '2s'
  set enable_seqscan = off            -- plans are cached while the tables are still tiny
as $$
declare
  me xid8 := pg_current_xact_id();
  s int; q bigint;
begin
  perform from feed.outbox where tx = me and id = new.id;
  if not found then return null; end if;

  for s in select distinct shop from feed.outbox where tx = me order by shop loop
    -- The row lock below would do. This one before it is a fair queue: it halved p99 with 16 writers.
    perform pg_advisory_xact_lock('feed.shop'::regclass::oid::int, s);
    update feed.shop h set
        seq = h.seq + (case when h.tx = me and h.tx_at = now() then 0 else 1 end),
        tx = me, tx_at = now()
      where h.shop = s returning h.seq into q;
    if not found then raise foreign_key_violation using message = format('feed: no shop %s', s); end if;

    -- A statement of its own: its snapshot is taken after the lock was won, so it sees the heads as the last holder left them.
    with item as (
      select o.type, o.entity, o.rev, a.aud, a.body, sha256(convert_to(a.body, 'UTF8')) as digest,
             row_number() over (order by o.id, a.place) as place,
             row_number() over (partition by a.aud order by o.id, a.place) as nth
        from feed.outbox o, unnest(o.auds, o.bodies) with ordinality as a(aud, body, place)
       where o.tx = me and o.shop = s
    ), linked as (
      select item.*, coalesce(h.n, 0) + nth as n,
             feed.link(coalesce(h.chain, ''), digest) over (partition by item.aud order by nth) as chain
        from item left join feed.audience h on h.shop = s and h.aud = item.aud
    ), entries as (
      insert into feed.entry (shop, aud, n, seq, idx, type, entity, rev, at, body, digest, chain)
      select s, aud, n, q, place + (select coalesce(max(idx), 0) from feed.entry where shop = s and seq = q), type, entity, rev, clock_timestamp(), body, digest, chain from linked
    ), heads as (
      insert into feed.audience as h (shop, aud, n, chain)
      select distinct on (aud) s, aud, n, chain from linked order by aud, n desc
      on conflict (shop, aud) do update set n = excluded.n, chain = excluded.chain
    )
    delete from feed.outbox where tx = me and shop = s;
  end loop;
  return null;
end $$;

create constraint trigger stamp after insert on feed.outbox
  deferrable initially deferred for each row execute function feed.stamp();

-- Forget entries older than `before`. The newest forgotten entry of an audience stays as its anchor, without its body:
-- min(n) is the floor, its chain lets the cursor standing on it be checked. Takes no lock that a writer wants. Call until it returns 0.
create function feed.prune(before timestamptz, most int default 10000) returns bigint
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare gone bigint;
begin
  with anchor as (
    select shop, aud, max(n) as n from feed.entry where at < before group by shop, aud
  ), bare as (
    update feed.entry e set body = null from anchor a
     where e.shop = a.shop and e.aud = a.aud and e.n = a.n and e.body is not null
       and not exists (select from feed.entry o where o.shop = e.shop and o.aud = e.aud and o.n < e.n) -- only once nobody can stand before it
  ), doomed as (
    select e.ctid as row from feed.entry e join anchor a on e.shop = a.shop and e.aud = a.aud and e.n < a.n order by e.shop, e.seq limit most
  )
  delete from feed.entry e using doomed d where e.ctid = d.row;
  get diagnostics gone = row_count;
  return gone;
end $$;

-- Erase what the bodies about one entity said (a person's data). Digest and chain stay, so every later entry still verifies.
create function feed.erase(for_shop int, about text) returns bigint
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare gone bigint;
begin
  update feed.entry set body = null where shop = for_shop and entity = about and body is not null;
  get diagnostics gone = row_count;
  return gone;
end $$;

-- Where does this cursor stand? null: go on from here; otherwise the reason to reset.
create function feed.doubt(for_shop int, in_epoch uuid, for_aud text, at_n bigint, chain_prefix bytea) returns text
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare head bigint; have bytea; is_epoch boolean;
begin
  select s.epoch = in_epoch, coalesce(a.n, 0) into is_epoch, head
    from feed.shop s left join feed.audience a on a.shop = s.shop and a.aud = for_aud where s.shop = for_shop;
  if is_epoch is distinct from true then return 'epoch'; end if;
  if at_n < 0 or at_n > head then return 'future'; end if;
  if at_n = 0 then
    return case when head = 0 or exists (select from feed.entry where shop = for_shop and aud = for_aud and n = 1 and body is not null)
                then null else 'retention' end;
  end if;
  select chain into have from feed.entry where shop = for_shop and aud = for_aud and n = at_n;
  if not found then return 'retention'; end if;
  return case when length(chain_prefix) >= 8 and substr(have, 1, length(chain_prefix)) = chain_prefix then null else 'chain' end;
end $$;

reset role;

-- Privileges. The application says what happened and reads the log; only the trigger, as feed_owner, writes it.
-- Without INSERT on tx and id nobody can put a row into another transaction's batch; without UPDATE, DELETE and TRUNCATE on the
-- outbox nobody can take a row back other than by rolling back.
revoke all on all functions in schema feed from public;
grant usage on schema feed to feed_app, feed_janitor;
grant insert (shop, type, entity, rev, auds, bodies) on feed.outbox to feed_app;
grant select on feed.shop, feed.audience, feed.entry to feed_app;
grant execute on function feed.doubt to feed_app;
grant execute on function feed.prune, feed.erase to feed_janitor;

set role feed_owner;
insert into feed.shop (shop) values (1);
reset role;
