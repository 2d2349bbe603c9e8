import { expect, test } from 'vitest'
import { newsOf } from '../../../test/support/buying.ts'
import { openCatalogue } from '../../../test/support/catalogue.ts'
import { until } from '../../../test/support/until.ts'
import { AdminMenu, Menu, type MenuInput } from '../../contract/menu.ts'
import type { Category, Product } from '../../contract/product.ts'

const bakery = openCatalogue()

type Given = MenuInput['categories'][number]
const read = async () => (await bakery.shop.call<AdminMenu>('GET', '/api/admin/categories', { as: bakery.cook })).body
const write = (version: number, categories: readonly Partial<Given>[]) =>
  bakery.shop.call<AdminMenu & { code: string; current: AdminMenu }>('PUT', '/api/admin/categories', {
    as: bakery.cook,
    body: { version, categories },
  })
/** As it is sent: without counts. */
const sent = ({ _id, name, description, hidden, subcategories }: AdminMenu['categories'][number]) => ({
  _id,
  name,
  description,
  hidden,
  subcategories: subcategories.map((sub) => ({ _id: sub._id, name: sub.name })),
})
async function change(edit: (categories: ReturnType<typeof sent>[]) => readonly Partial<Given>[]) {
  const menu = await read()
  return await write(menu.version, edit(menu.categories.map(sent)))
}
const lastNews = async (audience: string) => (await newsOf(bakery.shop, 'menu:1')).filter((news) => news.audience === audience).at(-1)
const publicNames = async () => (await lastNews('public'))?.data.categories as { name: string; subcategories: { name: string }[] }[]
let count = 0
const fresh = () => `Kind ${++count} ${Math.random().toString(36).slice(2, 8)}`

test('a product that names a new category or subcategory makes it, at the end, and once', async () => {
  const category = fresh()
  await bakery.create({ category, subcategory: 'Fruit' })
  const { version } = await read()
  await bakery.create({ category, subcategory: 'Fruit' })
  expect((await read()).version).toBe(version)
  await bakery.create({ category, subcategory: 'Nut', available: false })
  const { categories } = await read()
  expect(categories.at(-1)).toMatchObject({
    name: category,
    hidden: false,
    products: 3,
    shown: 2,
    subcategories: [
      { name: 'Fruit', products: 2 },
      { name: 'Nut', products: 1 },
    ],
  })
  const many = fresh()
  await Promise.all(Array.from({ length: 8 }, (_, i) => bakery.create({ category: many, subcategory: `S${i % 2}` })))
  expect((await read()).categories.filter(({ name }) => name === many)).toMatchObject([{ products: 8, subcategories: [{}, {}] }])
})

test('categories are made, ordered, described and hidden at once, and every answer and piece of news is what the contract says', async () => {
  const [a, b] = [fresh(), fresh()]
  for (const category of [a, b]) await bakery.create({ category })
  const answer = await change((before) => [
    { name: fresh(), subcategories: [{ name: 'One' }] },
    ...before.filter(({ name }) => name === b).map((each) => ({ ...each, description: 'Baked at night.' })),
    ...before.filter(({ name }) => name !== b).map((each) => ({ ...each, hidden: each.name === a })),
  ])
  expect(answer.status, answer.text).toBe(200)
  expect(AdminMenu.strict().parse(answer.body)).toEqual(answer.body)
  expect(answer.body).toEqual(await read())
  expect(answer.body.categories.slice(0, 2)).toMatchObject([{ products: 0 }, { name: b, description: 'Baked at night.' }])
  const open = (await bakery.shop.call<Category[]>('GET', '/api/products/categories')).body
  expect(open[0]).toMatchObject({ name: b, description: 'Baked at night.', count: 1 })
  expect(open.map(({ name }) => name)).not.toContain(a)
  // Hidden from the menus is not off the shelf.
  expect((await bakery.list(`?category=${encodeURIComponent(a)}`)).body).toHaveLength(1)
  const news = await lastNews('public')
  expect(Menu.strict().parse(news?.data)).toEqual(news?.data)
  expect((await lastNews('catalogue'))?.data).toEqual(answer.body)
})

test('[B05] products follow a category to its new name, on every screen; names can be swapped', async () => {
  const [a, b] = [fresh(), fresh()]
  const one = await bakery.create({ category: a, subcategory: 'Fruit' })
  const other = await bakery.create({ category: b, subcategory: 'Fruit' })
  const archived = await bakery.create({ category: a })
  await bakery.remove(archived._id)
  await using screen = await bakery.shop.screen()
  const rename = (names: Record<string, string>, sub = 'Fruit') =>
    change((before) =>
      before.map((each) =>
        each.name in names
          ? {
              ...each,
              name: names[each.name] ?? '',
              subcategories: each.subcategories.map((s) => ({ ...s, name: s.name === 'Fruit' ? sub : s.name })),
            }
          : each,
      ),
    )
  const swapped = await rename({ [a]: b, [b]: a }, 'Fresh fruit')
  expect(swapped.status, swapped.text).toBe(200)
  await until('the screen has the new names', () => screen.data<Product>(`product:${one._id}`)?.category === b)
  expect(screen.data(`product:${one._id}`)).toMatchObject({ category: b, subcategory: 'Fresh fruit', version: one.version + 1 })
  expect(screen.data(`product:${other._id}`)).toMatchObject({ category: a, subcategory: 'Fresh fruit' })
  expect(screen.data<Menu>('menu:1')?.categories.filter(({ name }) => name === a || name === b)).toHaveLength(2)
  expect((await bakery.list(`?category=${encodeURIComponent(b)}`)).body).toMatchObject([{ _id: one._id, subcategory: 'Fresh fruit' }])
  const kept = await bakery.shop.call('GET', `/api/admin/products/${archived._id}`, { as: bakery.cook })
  expect(kept.body).toMatchObject({ category: b, archived: true })
})

test('only what is empty can be deleted; archived products do not hold it, and bring it back when they are restored', async () => {
  const category = fresh()
  const product = await bakery.create({ category, subcategory: 'Fruit' })
  const without = (before: ReturnType<typeof sent>[]) => before.filter(({ name }) => name !== category)
  const refused = { status: 409, body: { code: 'category.in-use', name: category, products: 1 } }
  expect(await change(without)).toMatchObject(refused)
  await bakery.patch(product._id, { available: false })
  expect(await change(without)).toMatchObject(refused)
  const noSubs = (before: ReturnType<typeof sent>[]) =>
    before.map((each) => (each.name === category ? { ...each, subcategories: [] } : each))
  expect(await change(noSubs)).toMatchObject({ status: 409, body: { code: 'category.in-use', name: 'Fruit', products: 1 } })
  await bakery.remove(product._id)
  expect((await change(without)).status).toBe(200)
  expect((await read()).categories.map(({ name }) => name)).not.toContain(category)
  await bakery.shop.call('POST', `/api/products/${product._id}/restore`, { as: bakery.cook })
  expect((await read()).categories.at(-1)).toMatchObject({ name: category, subcategories: [{ name: 'Fruit' }] })
})

test('[D18] of two who change the categories at once one is told how they stand now', async () => {
  const { version, categories } = await read()
  const answers = await Promise.all([fresh(), fresh()].map((name) => write(version, [...categories.map(sent), { name }])))
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
  expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'menu.changed', current: await read() })
})

test('[C06] ids of none, ids twice, names twice and unknown keys are refused, and change nothing', async () => {
  const category = fresh()
  await bakery.create({ category, subcategory: 'Fruit' })
  const menu = await read()
  const before = menu.categories.map(sent)
  const own = before.find(({ name }) => name === category)
  const wrong = [
    [...before, { _id: '0'.repeat(24), name: fresh() }],
    [...before, { name: fresh(), subcategories: own?.subcategories ?? [] }],
    [...before, { ...own, name: fresh() }],
    [...before, { name: category.toUpperCase() }],
    [...before, { name: '' }],
    [...before, { name: fresh(), place: 3 }],
  ]
  for (const categories of wrong) expect((await write(menu.version, categories)).status, JSON.stringify(categories.at(-1))).toBe(400)
  expect(await read()).toEqual(menu)
})

test('[A09] the public menus hold a category as long as something of it is on the shelf, and never name another', async () => {
  const category = fresh()
  const has = async () => (await publicNames()).find(({ name }) => name === category)?.subcategories.map(({ name }) => name)
  const first = await bakery.create({ category, subcategory: 'Fruit', available: false })
  expect(await has()).toBeUndefined()
  await bakery.patch(first._id, { available: true })
  expect(await has()).toEqual(['Fruit'])
  const second = await bakery.create({ category, subcategory: 'Nut' })
  expect(await has()).toEqual(['Fruit', 'Nut'])
  await bakery.patch(first._id, { subcategory: 'Nut' })
  expect(await has()).toEqual(['Nut'])
  // Neither alone is the last.
  await Promise.all([bakery.remove(first._id), bakery.patch(second._id, { available: false })])
  expect(await has()).toBeUndefined()
  const staff = (await lastNews('catalogue'))?.data.categories as { name: string }[]
  expect(staff.map(({ name }) => name)).toContain(category)
})
