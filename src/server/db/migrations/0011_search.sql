-- What a list can be narrowed by, and how well a product answers what somebody types.

alter table products
  -- "flavor:…", "size:…" of the options that can be had, and "egg:egg", "egg:eggless". Copied as the options are.
  add column facets text[] not null default '{}';

create or replace function copy_options() returns trigger language plpgsql as $$
begin
  update products p set
      options = coalesce((
        select json_agg(json_build_array(o.kind, o.name, o.servings, o.multiplier, o.charge, o.available, o.points) order by o.kind, o.place)
          from product_options o where o.product_id = p.id), '[]'),
      facets = facets_of(p.id)
    where p.id in (select product_id from changed);
  return null;
end $$;
-- The pattern is that of src/domain/egg.ts.
create function facets_of(product id24) returns text[] language sql stable as $$
  select coalesce(array_agg(distinct case
      when o.kind <> 'egg' then o.kind || ':' || o.name
      when o.name ~* 'egg[ -]?less|egg[ -]?free|(no|without|zero)[ -]eggs?' then 'egg:eggless'
      else 'egg:egg' end), '{}')
    from product_options o where o.product_id = product and o.kind in ('flavor', 'size', 'egg') and o.available
$$;
update products p set facets = facets_of(p.id);
create index products_facets on products using gin (facets) where archived_at is null;

create function flavor_words(facets text[]) returns text language sql immutable parallel safe as $$
  select coalesce(string_agg(substr(f, 8), ' '), '') from unnest(facets) f where f like 'flavor:%'
$$;
alter table products add column search tsvector not null generated always as (
  setweight(to_tsvector('english', name), 'A') || setweight(to_tsvector('english', category || ' ' || subcategory || ' ' || flavor_words(facets)), 'B')
  || setweight(to_tsvector('english', description), 'C')) stored;
create index products_text on products using gin (search) where archived_at is null;

-- Only words that a product still has: what was renamed or taken out is near to nothing any more.
create or replace function near_words(wanted text) returns text[] language plpgsql stable as $$
begin
  return array(
    select w.word from search_words w
     where w.word % wanted and exists (
       select from products p where p.archived_at is null
          and (p.name || E'\n' || p.category || E'\n' || p.subcategory || E'\n' || p.description) ilike '%' || w.word || '%')
     order by similarity(w.word, wanted) desc, w.word limit 3);
exception when undefined_function then
  return '{}';
end $$;
