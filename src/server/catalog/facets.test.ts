import { beforeAll, expect, test } from 'vitest'
import { openCatalogue } from '../../../test/support/catalogue.ts'
import { until } from '../../../test/support/until.ts'
import type { Facets, Product } from '../../contract/product.ts'
import { ALLERGENS } from '../../domain/allergens.ts'
import { randomFrom } from '../../domain/random.ts'

const bakery = openCatalogue()
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000)
const random = randomFrom(seed)
const some = <T>(of: readonly T[], share = 0.4): T[] => of.filter(() => random() < share)
const one = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T

const CATEGORIES = ['Facet cakes', 'Facet tarts']
const KINDS = ['Round', 'Square', '']
const FLAVOURS = ['Mango', 'Coffee', 'Pista & rose', '100% cocoa: dark']
const SIZES = ['0.5 kg', '1 kg', '2 kg']
const EGGS = ['Egg', 'Eggless']
const named = (names: readonly string[]) => names.map((name) => ({ name, priceMultiplier: 1, available: random() < 0.8 }))

type Chosen = Record<string, string[]>
const toQuery = (chosen: Chosen) =>
  new URLSearchParams(Object.entries(chosen).flatMap(([name, values]) => values.map((value) => [name, value])))
const facetsOf = async (chosen: Chosen): Promise<Facets> =>
  (await bakery.shop.call<Facets>('GET', `/api/products/facets?${toQuery(chosen)}`)).body
const countOf = async (chosen: Chosen): Promise<number> =>
  Number((await bakery.list(`?${toQuery({ ...chosen, limit: ['1'] })}`)).headers['x-total-count'])

beforeAll(async () => {
  for (let i = 0; i < 40; i++) {
    await bakery.create({
      name: `Facetcake ${one(['alpha', 'beta'])} ${i}`,
      category: one(CATEGORIES),
      subcategory: one(KINDS),
      basePrice: one([100, 300, 450, 600, 999.5, 2000, 2500]),
      compareAtPrice: null,
      flavors: named(some(FLAVOURS)),
      sizes: named(some(SIZES)),
      eggOptions: named(some(EGGS, 0.7)),
      allergens: some(ALLERGENS),
      available: random() < 0.9,
    })
  }
})

test('each count is that of the list with that value chosen too', { timeout: 60_000 }, async () => {
  for (let round = 0; round < 6; round++) {
    const chosen: Chosen = {
      search: [one(['facetcake', 'facetcake beta', 'facetcaek alfa'])],
      category: some(CATEGORIES, 0.2).slice(0, 1),
      subcategory: some(KINDS, 0.2).filter(Boolean).slice(0, 1),
      flavor: some(FLAVOURS, 0.3),
      size: some(SIZES, 0.2),
      egg: some(['egg', 'eggless'], 0.2).slice(0, 1),
      free: some(ALLERGENS, 0.1),
      ...(random() < 0.3 ? { minPrice: ['300'], maxPrice: ['1000'] } : {}),
    }
    const about = `seed ${seed}: ${toQuery(chosen)}`
    const facets = await facetsOf(chosen)
    const expected = async (chosenToo: Chosen) => await countOf({ ...chosen, ...chosenToo })
    for (const { name, count } of facets.categories) expect(count, about).toBe(await expected({ category: [name] }))
    for (const { name, count } of facets.subcategories) expect(count, `${about}, ${name}`).toBe(await expected({ subcategory: [name] }))
    for (const { name, count } of facets.flavors) expect(count, `${about}, ${name}`).toBe(await expected({ flavor: [name] }))
    for (const { name, count } of facets.sizes) expect(count, `${about}, ${name}`).toBe(await expected({ size: [name] }))
    for (const { name, count } of facets.eggs) expect(count, `${about}, ${name}`).toBe(await expected({ egg: [name] }))
    for (const { name, count } of facets.freeFrom)
      expect(count, `${about}, ${name}`).toBe(await expected({ free: [...new Set([...(chosen.free ?? []), name])] }))
    for (const { from, to, count } of facets.prices)
      expect(count, `${about}, ${from}`).toBe(await expected({ minPrice: [String(from)], maxPrice: to === null ? [] : [String(to)] }))
  }
})

test('what is not there has no count, and an option that is out for a while counts for nothing', async () => {
  const category = 'Facet of its own'
  const made = await bakery.create({ category, flavors: named(['Litchi']).map((flavor) => ({ ...flavor, available: true })) })
  const flavours = async () => (await facetsOf({ category: [category] })).flavors
  expect(await flavours()).toEqual([{ name: 'Litchi', count: 1 }])
  await bakery.patch(made._id, { flavors: [{ name: 'Litchi', priceMultiplier: 1, available: false }] })
  expect(await flavours()).toEqual([])
  await bakery.patch(made._id, { available: false })
  expect(await facetsOf({ category: [category] })).toMatchObject({ flavors: [], sizes: [], eggs: [{ count: 0 }, { count: 0 }] })
})

test('[C08] values that no list has are refused', async () => {
  for (const query of ['free=air', 'flavor[$ne]=1', 'egg=no', 'limit=3', 'sort=name', 'unknown=1', `flavor=${'a'.repeat(81)}`, 'size=%00'])
    expect((await bakery.shop.call('GET', `/api/products/facets?${query}`)).status, query).toBe(400)
  const many = Array.from({ length: 25 }, (_, i) => `flavor=${i}`).join('&')
  expect((await bakery.list(`?${many}`)).status).toBe(400)
})

test('a search gives first what is called so, then what has it in its name, then in flavours, then in its text', async () => {
  const plain = { category: 'Ranked', subcategory: '', description: '', flavors: [] }
  const make = async (name: string, fields: object = {}) => (await bakery.create({ ...plain, name, ...fields })).name
  const expected = [
    await make('Zafrani'),
    await make('Zafrani dream'),
    await make('The great zafrani cake'),
    await make('Plain sponge', { flavors: named(['Zafrani']).map((flavor) => ({ ...flavor, available: true })) }),
    await make('Spice loaf', { description: 'With a little zafrani in the crumb and much else besides' }),
  ]
  const list = async (query: string) => (await bakery.list(`?${query}`)).body.map(({ name }: Product) => name)
  expect(await list('search=zafrani')).toEqual(expected)
  // Page by page as well, in other forms of the word, and mistyped.
  const pages: string[] = []
  for (let query: string | undefined = 'search=zafrani&limit=2'; query !== undefined; ) {
    const answer = await bakery.list(`?${query}`)
    pages.push(...answer.body.map(({ name }) => name))
    query = /<[^>]*\?([^>]*)>; rel="next"/.exec(String(answer.headers.link ?? ''))?.[1]
  }
  expect(pages).toEqual(expected)
  expect((await list('search=dreams+zafrani'))[0]).toBe('Zafrani dream')
  expect((await list('search=zaffrani')).sort()).toEqual([...expected].sort())
  expect(await list('search=zafrani&sort=name')).toEqual([...expected].sort())
})

test('words that no product has any more are near to nothing', async () => {
  const made = await bakery.create({ name: 'Quuxberry cake', description: '', category: 'Renamed' })
  const found = async () => (await bakery.list('?search=quuxbery')).body.map(({ _id }) => _id)
  await until('it is found by a word near its name', async () => (await found()).includes(made._id))
  await bakery.patch(made._id, { name: 'Plain cake' })
  expect(await found()).toEqual([])
  expect(await bakery.shop.sql(`select near_words('quuxbery') as near`)).toEqual([{ near: [] }])
})
