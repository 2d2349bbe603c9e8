import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { fromRupees, toRupees } from '../src/domain/money.ts'
import { lineTotal, multiplier, unitPrice } from '../src/domain/price.ts'

type Vector = { base: number; multipliers: number[]; charges: number[]; quantity: number; unit: number; line: number }

const { vectors } = JSON.parse(readFileSync(new URL('../docs/price-vectors.json', import.meta.url), 'utf8')) as { vectors: Vector[] }

test.each(vectors)('[D01] the published price of %j', ({ base, multipliers, charges, quantity, unit, line }) => {
  const price = unitPrice(fromRupees(base), multipliers.map(multiplier), charges.map(fromRupees))
  expect([toRupees(price), toRupees(lineTotal(price, quantity))]).toEqual([unit, line])
})

test('[D01] the vectors that people ask about are among the published ones', () => {
  expect(vectors.map(({ unit }) => unit)).toEqual(expect.arrayContaining([740.03, 631.24, 746.01, 990.03]))
})
