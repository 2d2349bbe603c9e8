import { randomBytes } from 'node:crypto'
import pg from 'pg'

const newId = () => randomBytes(12).toString('hex')

/** Documents as jsonb, one table a collection, and the design's own round trips: what an object mapper on a document store does. */
export async function openStore(connection) {
  const pool = new pg.Pool({ ...connection, max: 10 })
  const query = (text, values) => pool.query(text, values)
  const one = ({ rows }) => rows[0]?.doc ?? null

  return {
    async fill(products, customers) {
      await query(`
        drop table if exists products, orders, carts, users;
        create table products (_id text primary key, doc jsonb not null);
        create table orders (_id text primary key, user_id text, doc jsonb not null);
        create table carts (user_id text primary key, items jsonb not null);
        create table users (_id text primary key, doc jsonb not null)`)
      const users = Array.from({ length: customers }, (_, i) => ({
        _id: newId(),
        name: `Customer ${i}`,
        email: `customer${i}@shop.test`,
        phone: '080555',
      }))
      for (const user of users) await query('insert into users values ($1, $2)', [user._id, user])
      for (const product of products) await query('insert into products values ($1, $2)', [product._id, product])
      return users
    },
    async findProducts(category) {
      const { rows } = category
        ? await query(`select doc from products where doc->>'category' = $1`, [category])
        : await query('select doc from products')
      return rows.map(({ doc }) => doc)
    },
    updateProduct: async (id, fields) => one(await query('update products set doc = doc || $2 where _id = $1 returning doc', [id, fields])),
    async saveOrder(fields) {
      const order = { _id: newId(), status: 'pending', createdAt: new Date(), updatedAt: new Date(), ...fields }
      await query('insert into orders values ($1, $2, $3)', [order._id, order.userId, order])
      return order
    },
    async readOrder(id) {
      const order = one(await query('select doc from orders where _id = $1', [id]))
      return { ...order, userId: one(await query('select doc from users where _id = $1', [order.userId])) }
    },
    clearCart: (userId) => query(`update carts set items = '[]' where user_id = $1`, [userId]),
    readCart: async (userId) => (await query('select items from carts where user_id = $1', [userId])).rows[0]?.items ?? [],
    async addToCart(userId, item) {
      const { rows } = await query(
        'insert into carts values ($1, $2) on conflict (user_id) do update set items = carts.items || excluded.items returning items',
        [userId, JSON.stringify([item])],
      )
      return rows[0].items
    },
  }
}
