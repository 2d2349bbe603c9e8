-- The counter finds an order by a part of its number, of a phone, or of its buyer's name or e-mail, also among a million.
do $$ begin
  create index orders_search on orders using gin ((number || E'\n' || phone) gin_trgm_ops);
  create index accounts_search on accounts using gin ((name || E'\n' || coalesce(email, '') || E'\n' || phone) gin_trgm_ops);
exception when undefined_object then
  raise notice 'search of orders without an index: %', sqlerrm;
end $$;
