-- The sweep of unused pictures asks which orders show one.
create index orders_reference_photo on orders (reference_photo) where reference_photo is not null;
