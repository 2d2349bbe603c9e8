import { expect, test } from 'vitest'
import type { Product } from '../../contract/product.ts'
import type { Held } from '../../feed/client/fold.ts'
import { countTiles } from './count-tiles.ts'
import type { Tiles } from './load-tiles.ts'

const face = { name: 'Mango', drawing: null }
const loaded: Tiles = {
  tiles: [
    { _id: '1', name: 'Cakes', count: 2, face },
    { _id: '2', name: 'Pastries', count: 1, face },
  ],
  counted: [
    { _id: 'a', version: 1, category: 'Cakes', from: 400 },
    { _id: 'b', version: 3, category: 'Cakes', from: 500 },
    { _id: 'c', version: 1, category: 'Pastries', from: 75 },
  ],
}
const category = (_id: string, name: string) => ({ _id, name, description: '', hidden: false, subcategories: [] })
const menu = [category('1', 'Cakes'), category('2', 'Pastries')]
const product = (fields: Partial<Product>) => ({ flavors: [], sizes: [], eggOptions: [], available: true, ...fields }) as unknown as Product
const told = (...held: [string, Held][]) => countTiles(loaded, new Map(held.map(([id, each]) => [`product:${id}`, each])), menu)

test('without news the tiles say what was loaded', () => {
  expect(told()).toMatchObject({
    tiles: [
      { count: 2, from: 400 },
      { count: 1, from: 75 },
    ],
    total: 3,
  })
})

test('a price that changes moves the lowest one of its tile', () => {
  const { tiles } = told(['a', { rev: 2, data: product({ _id: 'a', version: 2, category: 'Cakes', basePrice: 600 }) }])
  expect(tiles[0]).toMatchObject({ count: 2, from: 500 })
})

test('what leaves is no longer counted, whether it is gone or, for staff, only hidden; an empty category shows no tile', () => {
  const { tiles, total } = told(
    ['a', { rev: 2, data: null }],
    ['c', { rev: 2, data: product({ _id: 'c', version: 2, category: 'Pastries', basePrice: 75, available: false }) }],
  )
  expect(tiles).toMatchObject([{ name: 'Cakes', count: 1, from: 500 }])
  expect(total).toBe(1)
})

test('tiles follow the menus: in their order, by their names, without those that they leave out, with those that are new', () => {
  const sweets = product({ _id: 'c', version: 2, category: 'Sweets', basePrice: 80 })
  const added = product({ _id: 'd', version: 1, category: 'Bread', basePrice: 60 })
  const { tiles } = countTiles(
    loaded,
    new Map([
      ['product:c', { rev: 2, data: sweets }],
      ['product:d', { rev: 1, data: added }],
    ]),
    [category('2', 'Sweets'), category('3', 'Bread')],
  )
  expect(tiles).toMatchObject([
    { _id: '2', name: 'Sweets', count: 1, from: 80 },
    { _id: '3', name: 'Bread', count: 1, from: 60 },
  ])
})

test('[B04] an older state changes nothing', () => {
  const { tiles } = told(['b', { rev: 2, data: null }])
  expect(tiles[0]).toMatchObject({ count: 2 })
})

test('a shop that is too large to be counted here tells no lowest price', () => {
  expect(countTiles({ ...loaded, counted: null }, new Map(), menu)).toMatchObject({
    tiles: [{ from: null, count: 2 }, { count: 1 }],
    total: 3,
  })
})
