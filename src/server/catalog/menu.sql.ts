import { sql } from 'kysely'
import type { AdminMenu, Menu, MenuInput } from '../../contract/menu.ts'
import type { Queryable, Tx } from '../db/database.ts'
import { send } from '../db/pipeline.ts'
import { ON_SHELF } from './products.sql.ts'

/** What the public sees: categories and subcategories in which something is on the shelf. */
export async function readMenu(read: Queryable): Promise<Menu> {
  const { rows } = await sql<Menu>`
    select m.version, (select coalesce(json_agg(c order by c.place, c.name), '[]') from (
        select c.id as "_id", c.name, c.description, c.hidden, c.place, (
            select coalesce(json_agg(json_build_object('_id', s.id, 'name', s.name) order by s.place, s.name), '[]') from subcategories s
             where s.category_id = c.id and exists (
                select from products p where ${ON_SHELF} and p.category = c.name and p.subcategory = s.name)) as subcategories
          from categories c where exists (select from products p where ${ON_SHELF} and p.category = c.name)) c) as categories
      from menu m`.execute(read)
  return only(rows, ({ _id, name, description, hidden, subcategories }) => ({ _id, name, description, hidden, subcategories }))
}

/** All of them, with how many products are in each. Counting reads all products. */
export async function readAdminMenu(read: Queryable): Promise<AdminMenu> {
  const { rows } = await sql<AdminMenu>`
    with counted as materialized (
      select category, subcategory, count(*)::int as products, (count(*) filter (where available))::int as shown
        from products where archived_at is null group by 1, 2
    )
    select m.version, (select coalesce(json_agg(c order by c.place, c.name), '[]') from (
        select c.id as "_id", c.name, c.description, c.hidden, c.place,
               (select coalesce(sum(n.products), 0)::int from counted n where n.category = c.name) as products,
               (select coalesce(sum(n.shown), 0)::int from counted n where n.category = c.name) as shown, (
            select coalesce(json_agg(json_build_object('_id', s.id, 'name', s.name, 'products', coalesce(n.products, 0))
                                     order by s.place, s.name), '[]')
              from subcategories s left join counted n on n.category = c.name and n.subcategory = s.name
             where s.category_id = c.id) as subcategories
          from categories c) c) as categories
      from menu m`.execute(read)
  return only(rows, ({ _id, name, description, hidden, subcategories, products, shown }) => ({
    _id,
    name,
    description,
    hidden,
    subcategories,
    products,
    shown,
  }))
}

function only<T extends Menu>(rows: readonly T[], shape: (category: T['categories'][number]) => T['categories'][number]): T {
  const [menu] = rows
  if (menu === undefined) throw new Error('The menu has no row')
  return { ...menu, categories: menu.categories.map(shape) }
}

/** From here on nobody else changes what the menus show. @returns its next version */
export async function nextMenu(tx: Tx): Promise<{ version: number; at: Date }> {
  return await tx
    .updateTable('menu')
    .set({ version: sql`version + 1` })
    .returning(['version', sql<Date>`now()`.as('at')])
    .executeTakeFirstOrThrow()
}

/** Makes the category and subcategory that a product names, when they are new. @returns whether one was */
export async function keepCategory(tx: Tx, category: string, subcategory: string): Promise<boolean> {
  const { rows } = await sql<{ made: boolean }>`
    with new_category as (
      insert into categories (name, place) values (${category}, (select coalesce(max(place), -1) + 1 from categories))
      on conflict (name) do nothing returning id
    ), new_subcategory as (
      insert into subcategories (category_id, name, place)
      select c.id, ${subcategory}::text, (select coalesce(max(place), -1) + 1 from subcategories where category_id = c.id)
        from (select id from new_category union all select id from categories where name = ${category}) c where ${subcategory}::text <> ''
      on conflict (category_id, name) do nothing returning 1
    )
    select exists (select from new_category) or exists (select from new_subcategory) as made`.execute(tx)
  return rows[0]?.made === true
}

/** Whoever brings a product onto the shelf of these categories, or takes one off, does so one after the other. */
export async function lockCategories(tx: Tx, names: readonly string[]): Promise<void> {
  await sql`select from categories where name = any (${[...names]}::text[]) order by name for no key update`.execute(tx)
}

/** True when no more than one product of the category, or of the subcategory, is on the shelf. */
export async function isNearlyEmpty(tx: Tx, category: string, subcategory: string): Promise<boolean> {
  const { rows } = await sql<{ few: boolean }>`
    select (select count(*) from (select from products p where ${ON_SHELF} and p.category = ${category} limit 2) few) < 2
        or (select count(*) from (
              select from products p where ${ON_SHELF} and p.category = ${category} and p.subcategory = ${subcategory} limit 2) few) < 2
           and ${subcategory}::text <> '' as few`.execute(tx)
  return rows[0]?.few === true
}

export type NamedRow = { readonly id: string; readonly name: string }
export type CategoryRow = NamedRow & { readonly subcategories: readonly NamedRow[] }

export async function findCategories(tx: Tx): Promise<CategoryRow[]> {
  const { rows } = await sql<CategoryRow>`
    select c.id, c.name, (select coalesce(json_agg(json_build_object('id', s.id, 'name', s.name)), '[]')
                            from subcategories s where s.category_id = c.id) as subcategories
      from categories c`.execute(tx)
  return rows
}

/** Products that are not archived. '' as subcategory: of the whole category. */
export async function countIn(tx: Tx, category: string, subcategory: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from products
     where archived_at is null and category = ${category} and (${subcategory}::text = '' or subcategory = ${subcategory})`.execute(tx)
  return rows[0]?.count ?? 0
}

/** Writes categories anew, in this order, under the ids that they have or get. Names may be swapped. */
export async function replaceCategories(tx: Tx, categories: MenuInput['categories']): Promise<void> {
  const rows = JSON.stringify(
    categories.map(({ _id, name, description, hidden, subcategories }, place) => ({
      id: _id ?? null,
      name,
      description,
      hidden,
      place,
      subcategories: subcategories.map((sub, at) => ({ id: sub._id ?? null, name: sub.name, place: at })),
    })),
  )
  send(tx, sql`delete from categories`)
  await sql`
    with given as (
      select coalesce(id, new_id()::text) as id, name, description, hidden, place, subcategories
        from json_to_recordset(${rows}::json) as r (id text, name text, description text, hidden boolean, place int, subcategories json)
    ), put as (
      insert into categories (id, name, description, hidden, place) select id, name, description, hidden, place from given
    )
    insert into subcategories (id, category_id, name, place)
    select coalesce(s.id, new_id()::text), g.id, s.name, s.place
      from given g, json_to_recordset(g.subcategories) as s (id text, name text, place int)`.execute(tx)
}

/** New names by old ones; those of subcategories within their category's old name. */
export type Renames = {
  readonly categories: readonly { readonly from: string; readonly to: string }[]
  readonly subcategories: readonly { readonly category: string; readonly from: string; readonly to: string }[]
}

/** Products, archived ones too, follow their category and subcategory to the new names, each a version further. @returns their ids */
export async function moveProducts(tx: Tx, renames: Renames): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with c as (select * from json_to_recordset(${JSON.stringify(renames.categories)}::json) as c ("from" text, "to" text)),
         s as (select * from json_to_recordset(${JSON.stringify(renames.subcategories)}::json) as s (category text, "from" text, "to" text)),
         moving as (
           select p.id, coalesce(c."to", p.category) as category, coalesce(s."to", p.subcategory) as subcategory
             from products p left join c on c."from" = p.category left join s on s.category = p.category and s."from" = p.subcategory
            where c."to" is not null or s."to" is not null order by p.id for no key update of p
         )
    update products p set category = m.category, subcategory = m.subcategory, version = p.version + 1, updated_at = now()
      from moving m where p.id = m.id returning p.id`.execute(tx)
  return rows.map(({ id }) => id)
}
