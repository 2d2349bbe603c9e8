-- A category by price is read in that order, and what a range of prices leaves is counted without reading the products.
create index products_category_price on products (category, base_price, id) include (available) where archived_at is null;
drop index products_price;
create index products_price on products (base_price, id) include (available) where archived_at is null;
