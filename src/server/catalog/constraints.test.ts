import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDatabase } from '../../../test/support/postgres.ts'
import { clientConfig } from '../db/database.ts'

let client: pg.Client
const cleanUps: (() => Promise<unknown>)[] = []
const ID = 'a'.repeat(24)
beforeAll(async () => {
  const database = await testDatabase()
  client = new pg.Client(clientConfig(database.connection))
  await client.connect()
  cleanUps.push(() => client.end(), database.drop)
  await client.query(`insert into products (id, name, category, base_price) values ($1, 'Cake', 'Cakes', 45000)`, [ID])
  await client.query(`insert into accounts (id, role, name) values ($1, 'guest', '')`, [ID])
  await client.query(`insert into product_options (product_id, kind, place, name, multiplier) values ($1, 'egg', 0, 'Egg', 1000)`, [ID])
})
afterAll(async () => {
  for (const cleanUp of cleanUps) await cleanUp()
})

const CHECK = '23514'
const UNIQUE = '23505'
const FOREIGN = '23503'
const NOT_NULL = '23502'

test.each([
  [CHECK, 'a stock below zero', `update products set stock = -1`],
  [CHECK, 'a price of zero', `update products set base_price = 0`],
  [CHECK, 'a negative cost', `update products set cost_price = -1`],
  [CHECK, 'a product without a name', `update products set name = ''`],
  [CHECK, 'a name of two lines', `update products set name = E'a\\nb'`],
  [CHECK, 'a picture elsewhere', `update products set image = 'https://example.com/x.png'`],
  [CHECK, 'a picture above its folder', `update products set image = '/media/../x'`],
  [CHECK, 'a version of zero', `update products set version = 0`],
  [CHECK, 'an id that is none', `insert into products (id, name, category, base_price) values ('x', 'a', 'b', 1)`],
  [UNIQUE, 'two products of one id', `insert into products (id, name, category, base_price) values ('${ID}', 'a', 'b', 1)`],
  [NOT_NULL, 'a product without a category', `insert into products (name, base_price) values ('a', 1)`],
  [CHECK, 'an option of another kind', `update product_options set kind = 'colour'`],
  [CHECK, 'a price to compare with that is no higher', `update products set compare_at_price = base_price`],
  [CHECK, 'a negative lead time', `update products set lead_hours = -1`],
  [CHECK, 'negative capacity points', `update products set points = -1`],
  [CHECK, 'a tax class of letters', `update products set hsn = 'cake'`],
  [CHECK, 'an allergen of another list', `update products set allergens = '{love}'`],
  [CHECK, 'a negative charge', `update product_options set charge = -1`],
  [CHECK, 'points of an egg option', `update product_options set points = 1`],
  [CHECK, 'a product on the shelf that waits for it', `update products set publish_at = now()`],
  [CHECK, 'a product that leaves before it comes', `update products set available = false, publish_at = now(), unpublish_at = now()`],
  [CHECK, 'a factor of zero', `update product_options set multiplier = 0`],
  [
    UNIQUE,
    'two options of one name',
    `insert into product_options (product_id, kind, place, name, multiplier) values ('${ID}', 'egg', 1, 'Egg', 1000)`,
  ],
  [
    FOREIGN,
    'an option of no product',
    `insert into product_options (product_id, kind, place, name, multiplier) values ('${'b'.repeat(24)}', 'egg', 1, 'Egg', 1)`,
  ],
  [CHECK, 'a review of six stars', `insert into reviews (product_id, author, rating) values ('${ID}', 'x', 6)`],
  [FOREIGN, 'a review of no product', `insert into reviews (product_id, author, rating) values ('${'b'.repeat(24)}', 'x', 5)`],
  [
    UNIQUE,
    'two reviews by one person',
    `insert into reviews (product_id, account_id, author, rating) values ('${ID}', '${ID}', 'x', 5), ('${ID}', '${ID}', 'x', 5)`,
  ],
  [CHECK, 'a notification of another type', `insert into notifications (message, type) values ('x', 'shout')`],
  [FOREIGN, 'a notification for nobody', `insert into notifications (account_id, message, type) values ('${'b'.repeat(24)}', 'x', 'info')`],
  [FOREIGN, 'a read mark on nothing', `insert into notification_reads (account_id, notification_id) values ('${ID}', '${'b'.repeat(24)}')`],
])('[D24] the database refuses (%s) %s', async (code, _what, statement) => {
  await expect(client.query(statement)).rejects.toMatchObject({ code })
})

test('a product’s own copy of its options follows every change of them', async () => {
  const copy = async () => (await client.query<{ options: unknown }>('select options from products where id = $1', [ID])).rows[0]?.options
  expect(await copy()).toEqual([['egg', 'Egg', '', 1000, 0, true, null]])
  await client.query(
    `insert into product_options (product_id, kind, place, name, servings, multiplier)
                      values ($1, 'size', 0, '1 kg', '8', 2000), ($1, 'egg', 1, 'Eggless', '', 1100)`,
    [ID],
  )
  await client.query(`update product_options set multiplier = 1050, charge = 5000, available = false where name = 'Eggless'`)
  await client.query(`update product_options set points = 3 where name = '1 kg'`)
  expect(await copy()).toEqual([
    ['egg', 'Egg', '', 1000, 0, true, null],
    ['egg', 'Eggless', '', 1050, 5000, false, null],
    ['size', '1 kg', '8', 2000, 0, true, 3],
  ])
  await client.query(`delete from product_options where name <> 'Egg'`)
  expect(await copy()).toEqual([['egg', 'Egg', '', 1000, 0, true, null]])
})
