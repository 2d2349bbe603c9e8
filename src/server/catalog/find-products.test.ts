import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { openCatalogue } from '../../../test/support/catalogue.ts'
import type { Product, Suggestion } from '../../contract/product.ts'

const bakery = openCatalogue()

describe('looking for something', () => {
  test('[C08] objects, duplicates and unknown words in the query are refused', async () => {
    const bad = [
      'category[$ne]=',
      'search[a]=b',
      'category=a&category=b',
      'limit=1&limit=2',
      'limit=0',
      'limit=101',
      'limit=1e1',
      'sort=cost',
      'minPrice=-1',
      'maxPrice=x',
      'available=1',
      'egg=yes',
      'unknown=1',
      'after=%00',
      'after=Zm9v',
      '__proto__=1',
    ]
    for (const query of bad) expect((await bakery.list(`?${query}`)).status, query).toBe(400)
  })

  test('[C08] a mark that belongs to another list is refused', async () => {
    const forged = (value: unknown) => Buffer.from(JSON.stringify([value, '0'.repeat(24)])).toString('base64url')
    for (const value of ['Truffle', '99999999999999999999', '1.5', '-1', ''])
      expect((await bakery.list(`?after=${forged(value)}`)).status, value).toBe(400)
    expect((await bakery.list(`?after=${forged(7)}`)).status).toBe(400)
    expect((await bakery.list(`?sort=name&after=${forged("'; drop table products --")}`)).status).toBe(200)
  })

  test('[C09] what somebody types is looked for letter by letter', async () => {
    const odd = ['(a+)+$', '100%', 'under_score', 'back\\slash', "o'clock", '[a-z]*']
    for (const name of odd) await bakery.create({ name, description: 'plain', category: 'Odd' })
    for (const name of odd) {
      const found = await bakery.list(`?category=Odd&search=${encodeURIComponent(name)}`)
      expect(
        found.body.map((product) => product.name),
        name,
      ).toEqual([name])
    }
    for (const nothing of ['%', '_', '\\']) {
      const found = await bakery.list(`?category=Odd&search=${encodeURIComponent(nothing)}`)
      expect(
        found.body.every(({ name }) => name.includes(nothing)),
        nothing,
      ).toBe(true)
      expect(found.body, nothing).toHaveLength(1)
    }
    expect((await bakery.list(`?search=${'a'.repeat(10_000)}`)).status).toBe(400)
  })

  test('every word must be found, in whichever field, in any case and order', async () => {
    const tag = `t${randomBytes(4).toString('hex')}`
    const cake = await bakery.create({
      name: `Black Forest ${tag}`,
      description: 'with cherries',
      category: 'Classics',
      subcategory: 'Chocolate',
    })
    const found = async (search: string) => (await bakery.list(`?search=${encodeURIComponent(search)}`)).body.map(({ _id }) => _id)
    expect(await found(`${tag} CHERRIES  forest`)).toEqual([cake._id])
    expect(await found(`${tag} choc class`)).toEqual([cake._id])
    expect(await found(`${tag} vanilla`)).toEqual([])
    // Letters over the seam of two fields are no word.
    expect(await found(`${tag.slice(-2)}Cla`)).toEqual([])
  })

  test('what is mistyped finds what is near it, and letters that are near nothing find nothing', async () => {
    const category = `Typing ${randomBytes(3).toString('hex')}`
    const truffle = await bakery.create({ name: 'Chocolate truffle', description: '', category })
    await bakery.create({ name: 'Pineapple', description: '', category })
    const found = async (search: string) =>
      (await bakery.list(`?category=${encodeURIComponent(category)}&search=${encodeURIComponent(search)}`)).body.map(({ _id }) => _id)
    for (const search of ['choclate trufle', 'CHOKOLATE', 'truffel', 'choco', 'chocolate trufle'])
      expect(await found(search), search).toEqual([truffle._id])
    for (const search of ['zzzzzz', 'choclate zzzzzz']) expect(await found(search), search).toEqual([])
    const hidden = await bakery.create({ name: 'Xylographic surprise', category, available: false })
    expect(await found('xylografic')).toEqual([])
    await bakery.patch(hidden._id, { available: true })
    expect(await found('xylografic')).toEqual([hidden._id])
  })

  test('suggestions are at most eight, categories first, of what is on the shelf, also for what is mistyped', async () => {
    const tag = randomBytes(3).toString('hex')
    const category = `Quiches ${tag}`
    const ids: string[] = []
    for (let i = 0; i < 9; i++) ids.push((await bakery.create({ name: `Quichelette ${tag} ${i}`, category }))._id)
    await bakery.create({ name: `Quichelette ${tag} hidden`, category, available: false })
    const suggest = async (q: string) =>
      (await bakery.shop.call<Suggestion[]>('GET', `/api/products/suggestions?q=${encodeURIComponent(q)}`)).body
    const some = await suggest(`quiches ${tag}`)
    expect(some[0]).toEqual({ kind: 'category', name: category, _id: '' })
    expect(some).toHaveLength(8)
    for (const { kind, _id } of some.slice(1)) expect([kind, ids.includes(_id)]).toEqual(['product', true])
    expect(await suggest(`quichelete ${tag}`)).toHaveLength(8)
    expect(await suggest('   ')).toEqual([])
    expect((await bakery.shop.call('GET', '/api/products/suggestions')).status).toBe(400)
    expect((await bakery.shop.call('GET', `/api/products/suggestions?q=${'a'.repeat(101)}`)).status).toBe(400)
  })

  test('filters narrow, and the total counts what they leave', async () => {
    const category = `f${randomBytes(4).toString('hex')}`
    const both = await bakery.create({ category, basePrice: 100, subcategory: 'One' })
    const egg = await bakery.create({ category, basePrice: 200.5, eggOptions: [{ name: 'With egg', priceMultiplier: 1 }] })
    const none = await bakery.create({ category, basePrice: 300, eggOptions: [{ name: 'Egg-free', priceMultiplier: 1 }] })
    const found = async (query: string) => {
      const answer = await bakery.list(`?category=${category}&${query}`)
      expect(answer.headers['x-total-count']).toBe(String(answer.body.length))
      return answer.body.map(({ _id }) => _id)
    }
    expect(await found('sort=price')).toEqual([both._id, egg._id, none._id])
    expect(await found('sort=-price')).toEqual([none._id, egg._id, both._id])
    expect(await found('')).toEqual([none._id, egg._id, both._id])
    expect(await found('egg=eggless&sort=price')).toEqual([both._id, none._id])
    expect(await found('egg=egg&sort=price')).toEqual([both._id, egg._id])
    expect(await found('minPrice=200.5&sort=price')).toEqual([egg._id, none._id])
    expect(await found('maxPrice=200.49')).toEqual([both._id])
    expect(await found('subcategory=One')).toEqual([both._id])
  })

  test.each(['newest', 'name', 'price', '-price', 'rating'])(
    '[C10] walking the pages by %s while products are added shows every old one once',
    async (sort) => {
      const category = `w${randomBytes(4).toString('hex')}`
      const same = { category, basePrice: 500 }
      const old: string[] = []
      for (let i = 0; i < 23; i++)
        old.push((await bakery.create({ ...same, name: `${i % 3 === 0 ? 'same' : `n${i}`}`, basePrice: 500 + (i % 4) }))._id)
      // Many of one moment, as an import makes them.
      await bakery.shop.sql('update products set created_at = $2 where id = any ($1)', [old.slice(0, 10), '2026-01-01T00:00:00.123456Z'])
      // No entry says so: another category is another key, so nothing of it is kept yet.
      const seen: string[] = []
      let next: string | undefined = `/api/products?category=${category}&sort=${sort}&limit=5`
      while (next !== undefined) {
        const page: Awaited<ReturnType<typeof bakery.list>> = await bakery.shop.call<Product[]>('GET', next)
        expect(page.body.length).toBeGreaterThan(0)
        seen.push(...page.body.map(({ _id }) => _id))
        next = /<([^>]+)>; rel="next"/.exec(String(page.headers.link ?? ''))?.[1]
        for (const name of ['aaa', 'mmm', 'same', 'zzz']) await bakery.create({ ...same, name })
      }
      const oldSeen = seen.filter((id) => old.includes(id))
      expect(oldSeen.length).toBe(old.length)
      expect(new Set(oldSeen).size).toBe(old.length)
      expect(new Set(seen).size).toBe(seen.length)
    },
  )

  test('[C10] without a limit a page has 24, and its headers lead to the rest', async () => {
    const category = `l${randomBytes(4).toString('hex')}`
    for (let i = 0; i < 26; i++) await bakery.create({ category })
    const page = await bakery.list(`?category=${category}`)
    expect(page.body).toHaveLength(24)
    expect(page.headers['x-total-count']).toBe('26')
    expect(page.headers['cakewire-cursor']).toMatch(/~public\.\d+\./)
    const rest = await bakery.shop.call<Product[]>('GET', /<([^>]+)>/.exec(String(page.headers.link))?.[1] ?? '')
    expect([rest.body.length, rest.headers.link]).toEqual([2, undefined])
  })
})
