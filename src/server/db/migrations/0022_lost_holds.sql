-- A guest who signed in lost what was held: the hold went with the account, and nobody gave its pieces and points back. Here they come back,
-- by the ledgers, once.
with lost as (
  insert into stock_ledger (product_id, pieces, cause, ref)
  select l.product_id, -l.pieces, 'release', l.ref from stock_ledger l
   where l.cause = 'hold' and not exists (select from holds h where h.id = l.ref)
  on conflict on constraint stock_ledger_once do nothing returning product_id, -pieces as pieces
)
update products p set stock = p.stock + l.pieces, version = p.version + 1, updated_at = now()
  from (select product_id, sum(pieces) as pieces from lost group by product_id) l
 where p.id = l.product_id and p.stock is not null;

with lost as (
  insert into capacity_ledger (slot_id, day, points, cause, ref)
  select l.slot_id, l.day, -l.points, 'release', l.ref from capacity_ledger l
   where l.cause = 'hold' and not exists (select from holds h where h.id = l.ref)
  on conflict on constraint capacity_ledger_once do nothing returning slot_id, day, -points as points
)
update slot_days d set taken = greatest(d.taken - l.points, 0), version = d.version + 1
  from (select slot_id, day, sum(points) as points from lost group by slot_id, day) l
 where d.slot_id = l.slot_id and d.day = l.day;
