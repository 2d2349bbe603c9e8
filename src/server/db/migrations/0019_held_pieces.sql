-- Pieces of a product that an account's hold keeps. A function, so that a statement that meets no product with a stock does not even open the
-- tables: most cakes are made to order.
create function held_pieces(account text, product text) returns int
  language plpgsql stable as $$
begin
  return coalesce((
    select sum(l.pieces)::int from holds h join stock_ledger l on l.ref = h.id and l.cause = 'hold' and l.product_id = product
     where h.account_id = account and h.state = 'active' and h.expires_at > now()), 0);
end $$;
