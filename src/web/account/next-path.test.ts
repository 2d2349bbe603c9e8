import { expect, test } from 'vitest'
import { nextPath } from './next-path.ts'

test('[F72] after sign-in the shop leads on within itself', () => {
  expect(nextPath('/checkout')).toBe('/checkout')
  expect(nextPath('/orders/0123?from=mail#where')).toBe('/orders/0123?from=mail#where')
  expect(nextPath('/account/../orders')).toBe('/orders')
})

test.each([
  'https://evil.example/',
  '//evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/\t/evil.example',
  '/.//evil.example',
  '/x/..//evil.example',
  'javascript:alert(1)',
  'orders',
  '',
  '//[',
])('[F72] it does not lead to %j', (next) => {
  expect(nextPath(next)).toBeNull()
})

test('nor back to where somebody signs in', () => {
  expect(nextPath(null)).toBeNull()
  expect(nextPath('/login?next=/login')).toBeNull()
  expect(nextPath('/register')).toBeNull()
  expect(nextPath('/new-password?for=asha')).toBeNull()
})
