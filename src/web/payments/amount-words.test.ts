import { expect, test } from 'vitest'
import { moneyHere } from './amount-words.ts'

type Event = Parameters<typeof moneyHere>[0][number]
const event = (kind: Event['kind'], amount: number, currency = 'INR'): Event => ({ kind, amount, currency })

test('what is with the shop is what came, held or not, less what went back; promises are no money', () => {
  expect(moneyHere([])).toBeNull()
  expect(moneyHere([event('authorized', 540), event('failed', 540)])).toBeNull()
  expect(moneyHere([event('authorized', 540), event('taken', 540)])).toBe('₹540')
  expect(moneyHere([event('taken', 540), event('held', 50.5)])).toBe('₹590.50')
  expect(moneyHere([event('taken', 540), event('partly-returned', 100)])).toBe('₹440')
  expect(moneyHere([event('taken', 540), event('returned', 540)])).toBeNull()
  expect(moneyHere([event('held', 12.5, 'USD'), event('taken', 0.1), event('taken', 0.2)])).toBe('12.50 USD and ₹0.30')
})
