import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { test } from 'vitest'
import { linkOf, orderOfLink } from './link.ts'

const key = randomBytes(32)
const id = fc.array(fc.constantFrom(...'0123456789abcdef'), { minLength: 24, maxLength: 24 }).map((digits) => digits.join(''))

test('[C26] a link opens the order that it was signed for, and with another key nothing', () => {
  fc.assert(
    fc.property(id, (order) => {
      const link = linkOf(order, key)
      return /^[\w-]{38}$/.test(link) && orderOfLink(link, key) === order && orderOfLink(link, randomBytes(32)) === null
    }),
  )
})

test('[C26] a link with any bit changed, cut, or spelled otherwise opens nothing', () => {
  fc.assert(
    fc.property(id, fc.nat(28 * 8 - 1), (order, bit) => {
      const link = linkOf(order, key)
      const bytes = Buffer.from(link, 'base64url')
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      const others = [bytes.toString('base64url'), link.slice(0, -1), `${link}A`, `${link}=`, ` ${link}`, '', order]
      return others.every((other) => orderOfLink(other, key) === null)
    }),
  )
})
