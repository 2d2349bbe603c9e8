-- Writing the feed is a function now. The shop calls it with COMMIT, in one packet, and saves the way through the outbox; who writes to the
-- outbox still may, and is stamped inside COMMIT by the same function.
set role feed_owner;

-- Place of the newest entry within its transaction.
alter table feed.shop add column idx int not null default 0;
update feed.shop s set idx = coalesce((select max(e.idx) from feed.entry e where e.shop = s.shop and e.seq = s.seq), 0);

-- Raises when an audience has been told anything since its chain was `known`; an empty chain: it had not been told anything.
create function feed.prove(for_shop int, for_aud text, known bytea) returns void
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if known is distinct from coalesce((select chain from feed.audience where shop = for_shop and aud = for_aud), '') then
    raise exception using errcode = 'CW001', message = format('feed: %s has been told something since', for_aud);
  end if;
end $$;

-- One element of each array is one entry; written only if `known` is still what `prove_aud` was told last. Whoever calls it holds the shop's lock until the transaction ends: call it last.
create function feed.append(for_shop int, types text[], entities text[], revs bigint[], auds text[], bodies text[],
                            prove_aud text default null, known bytea default null) returns void
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  set lock_timeout = '2s'
  set enable_seqscan = off            -- plans are cached while the tables are still tiny
as $$
declare
  me xid8 := pg_current_xact_id();
  many int := cardinality(auds);
  q bigint; place int; head record; digest bytea;
begin
  if many = 0 or array_position(auds, null) is not null or array_position(bodies, null) is not null or array_position(types, null) is not null
    or (many, many, many, many) is distinct from (cardinality(types), cardinality(entities), cardinality(revs), cardinality(bodies))
  then raise check_violation using message = 'feed: not one of each for every entry'; end if;
  -- A client that stands still before its COMMIT holds up all others: it is cut off.
  perform set_config('idle_in_transaction_session_timeout', '2s', true);
  -- The row lock below would do. This one before it is a fair queue: it halved p99 with 16 writers.
  perform pg_advisory_xact_lock('feed.shop'::regclass::oid::int, for_shop);
  if known is not null then perform feed.prove(for_shop, prove_aud, known); end if;
  update feed.shop h set
      seq = h.seq + (case when h.tx = me and h.tx_at = now() then 0 else 1 end),
      idx = many + (case when h.tx = me and h.tx_at = now() then h.idx else 0 end),
      tx = me, tx_at = now()
    where h.shop = for_shop returning h.seq, h.idx - many into q, place;
  if not found then raise foreign_key_violation using message = format('feed: no shop %s', for_shop); end if;
  for i in 1 .. many loop
    digest := sha256(convert_to(bodies[i], 'UTF8'));
    -- Nobody but the holder of the shop's lock writes heads, so each follows what the last holder left.
    insert into feed.audience as h (shop, aud, n, chain) values (for_shop, auds[i], 1, sha256(digest))
      on conflict (shop, aud) do update set n = h.n + 1, chain = sha256(h.chain || digest)
      returning h.n, h.chain into head;
    insert into feed.entry (shop, aud, n, seq, idx, type, entity, rev, at, body, digest, chain)
      values (for_shop, auds[i], head.n, q, place + i, types[i], entities[i], revs[i], clock_timestamp(), bodies[i], digest, head.chain);
  end loop;
end $$;
revoke all on function feed.append, feed.prove from public;
grant execute on function feed.append, feed.prove to feed_app;

-- Fires once per outbox row, inside COMMIT. The first firing does the whole transaction; the others find their row gone.
create or replace function feed.stamp() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  set enable_seqscan = off
as $$
declare
  me xid8 := pg_current_xact_id();
  said record; many int[];
begin
  perform from feed.outbox where tx = me and id = new.id;
  if not found then return null; end if;
  for said in select o.shop, o.type, o.entity, o.rev, o.auds, o.bodies from feed.outbox o where o.tx = me order by o.shop, o.id loop
    many := array[cardinality(said.auds)];
    perform feed.append(said.shop, array_fill(said.type, many), array_fill(said.entity, many), array_fill(said.rev, many), said.auds, said.bodies);
  end loop;
  delete from feed.outbox where tx = me;
  return null;
end $$;

reset role;
