-- What a product says beside its price and options: for the kitchen, for the taxes, for those who must not eat everything.

alter table products
  add column compare_at_price paise,
  -- An order must come so long before its slot.
  add column lead_hours smallint not null default 0 check (lead_hours between 0 and 1008),
  -- What one piece takes of the kitchen's capacity.
  add column points int not null default 1 check (points between 0 and 100000),
  add column hsn text not null default '1905' check (hsn ~ '^[0-9]{4,8}$'),
  add column allergens text[] not null default '{}'
    check (allergens <@ array['gluten', 'egg', 'milk', 'nuts', 'peanuts', 'soy', 'sesame']),
  add constraint products_compare_at_price_check check (compare_at_price > base_price);

-- Designs and extras have no factor, only a charge: design is chosen once, extras as many as somebody wants.
alter table product_options
  drop constraint product_options_kind_check,
  add constraint product_options_kind_check check (kind in ('flavor', 'size', 'egg', 'design', 'extra')),
  -- Added to the price after the factors.
  add column charge paise not null default 0,
  add column available boolean not null default true,
  -- Of one piece in this size; null: the product's.
  add column points int check (points between 0 and 100000),
  add check (points is null or kind = 'size');

-- As the shelf and the carts read them: [kind, name, servings, multiplier, charge, available, points] by kind and place.
create or replace function copy_options() returns trigger language plpgsql as $$
begin
  update products p set options = coalesce((
      select json_agg(json_build_array(o.kind, o.name, o.servings, o.multiplier, o.charge, o.available, o.points) order by o.kind, o.place)
        from product_options o where o.product_id = p.id), '[]')
    where p.id in (select product_id from changed);
  return null;
end $$;
-- Those that are there are copied anew.
update product_options set charge = 0;

alter table cart_items
  add column design text not null default '',
  add column extras text[] not null default '{}',
  drop constraint cart_items_same,
  add constraint cart_items_same unique (cart_id, product_id, flavor, size, egg_option, design, extras, message);
alter table order_items
  add column design text not null default '',
  add column extras text[] not null default '{}';

-- The order, words and state of the categories that products name. A product that names a new one makes it.
create table categories (
  id          id24 primary key default new_id(),
  name        one_line not null check (length(name) between 1 and 320),
  description text not null default '' check (length(description) <= 4000),
  -- Not in the menus; its products are on the shelf all the same.
  hidden      boolean not null default false,
  place       int not null,
  constraint categories_name_key unique (name)
);
create table subcategories (
  id          id24 primary key default new_id(),
  category_id id24 not null references categories on delete cascade,
  name        one_line not null check (length(name) between 1 and 320),
  place       int not null,
  constraint subcategories_name_key unique (category_id, name)
);
-- Counts the changes of what the menus show; who writes them holds this row.
create table menu (
  one     boolean primary key default true check (one),
  version int not null default 1 check (version > 0)
);
insert into menu default values;
insert into categories (name, place) select category, row_number() over (order by category) - 1 from products group by category;
insert into subcategories (category_id, name, place)
  select c.id, p.subcategory, row_number() over (partition by c.id order by p.subcategory) - 1
    from products p join categories c on c.name = p.category where p.subcategory <> '' group by c.id, p.subcategory;
grant select, insert, update, delete on categories, subcategories, menu to cakewire_app;

-- When the shop itself puts a product on the shelf, and takes it off. Both are done once and then forgotten.
alter table products
  add column publish_at timestamptz,
  add column unpublish_at timestamptz,
  add constraint products_publish_at_check check (publish_at is null or not available),
  add constraint products_unpublish_at_check check (unpublish_at > publish_at);
create index products_publish on products (publish_at) where publish_at is not null and archived_at is null;
create index products_unpublish on products (unpublish_at) where unpublish_at is not null and archived_at is null;

-- The words of the catalogue, to find what somebody nearly wrote. Only what is on the shelf is ever shown by them; none is taken out.
create table search_words (word text primary key);
create function keep_search_words() returns trigger language plpgsql as $$
begin
  insert into search_words
  select distinct word from regexp_split_to_table(lower(new.name || ' ' || new.category || ' ' || new.subcategory || ' ' || new.description), '[^[:alnum:]]+') word
   where length(word) between 3 and 40
  on conflict do nothing;
  return null;
end $$;
create trigger search_words_inserted after insert on products for each row execute function keep_search_words();
create trigger search_words_updated after update of name, category, subcategory, description on products
  for each row when ((old.name, old.category, old.subcategory, old.description) is distinct from (new.name, new.category, new.subcategory, new.description))
  execute function keep_search_words();
insert into search_words
select distinct word from products, regexp_split_to_table(lower(name || ' ' || category || ' ' || subcategory || ' ' || description), '[^[:alnum:]]+') word
 where length(word) between 3 and 40;
grant select, insert on search_words to cakewire_app;

-- As in 0002: without pg_trgm nothing is near.
do $$ begin
  create index search_words_near on search_words using gin (word gin_trgm_ops);
exception when undefined_object or insufficient_privilege then
  raise notice 'search without tolerance for typing errors: %', sqlerrm;
end $$;
create function near_words(wanted text) returns text[] language plpgsql stable as $$
begin
  return array(select word from search_words where word % wanted order by similarity(word, wanted) desc, word limit 3);
exception when undefined_function then
  return '{}';
end $$;
