import { describe, expect, test } from 'vitest'
import { Email, Password, Register } from '../../contract/account.ts'
import { CakeMessage } from '../../contract/cart.ts'
import { PlaceOrder } from '../../contract/order.ts'
import { canMove, ORDER_STATUSES } from '../../domain/order-status.ts'
import { demoProducts } from './catalogue.ts'
import { demoOrders } from './orders.ts'
import { demoUsers } from './people.ts'
import { demoReviews } from './reviews.ts'

const productOf = (slug: string) => demoProducts.find((product) => product.slug === slug)
const names = (options: readonly { name: string }[] | undefined) => options?.map(({ name }) => name) ?? []

describe('the people of the demo', () => {
  test('are one owner, two of the staff and two customers, who can all sign in', () => {
    expect(demoUsers.map(({ role }) => role).sort()).toEqual(['customer', 'customer', 'owner', 'staff', 'staff'])
    expect(new Set(demoUsers.map(({ email }) => email)).size).toBe(demoUsers.length)
    for (const { name, email, password, phone } of demoUsers) {
      expect(Register.parse({ name, email, password, phone })).toEqual({ name, email, password, phone })
      expect(Email.parse(email)).toBe(email)
      expect(Password.parse(password).split(' ')).toHaveLength(3)
      expect(phone).toMatch(/^\+910/)
    }
  })
})

describe('the reviews of the demo', () => {
  test('are sixty or so, each by somebody, in words, of a product that is there', () => {
    expect(demoReviews.length).toBeGreaterThanOrEqual(55)
    for (const { product, author, rating, comment, minutesAgo } of demoReviews) {
      expect(productOf(product), product).toBeDefined()
      expect(author.length).toBeGreaterThan(3)
      expect(rating).toBeGreaterThanOrEqual(3)
      expect(rating).toBeLessThanOrEqual(5)
      expect(comment).toMatch(/[.]$/)
      expect(minutesAgo).toBeGreaterThan(0)
    }
    expect(new Set(demoReviews.map(({ comment }) => comment)).size).toBe(demoReviews.length)
  })
})

describe('the orders of the demo', () => {
  test('stand in every status', () => {
    expect(demoOrders).toHaveLength(16)
    expect(new Set(demoOrders.map(({ steps }) => steps.at(-1)?.status))).toEqual(new Set(ORDER_STATUSES))
  })

  test('went only where an order may go, forward in time', () => {
    for (const { steps } of demoOrders) {
      expect(steps[0]?.status).toBe('pending')
      for (const [i, step] of steps.entries()) {
        const before = steps[i - 1]
        expect(step.minutesAgo).toBeGreaterThan(0)
        if (before) {
          expect(canMove(before.status, step.status), `${before.status} to ${step.status}`).toBe(true)
          expect(step.minutesAgo).toBeLessThan(before.minutesAgo)
        }
      }
    }
  })

  test('are for customers of the demo, to an address the shop takes', () => {
    for (const { customer, shippingAddress, notes, paymentMethod } of demoOrders) {
      const user = demoUsers.find(({ key }) => key === customer)
      expect(user?.role).toBe('customer')
      const order = { items: [], shippingAddress, phone: user?.phone, notes, paymentMethod }
      expect(PlaceOrder.parse(order)).toEqual({ ...order, mode: 'delivery' })
      expect(shippingAddress).toMatch(/Bengaluru 560\d{3}$/)
    }
  })

  test('ask for options that their product has, and for no more than is on the shelf', () => {
    const asked = new Map<string, number>()
    for (const { product: slug, flavor, size, eggOption, quantity, message } of demoOrders.flatMap(({ items }) => items)) {
      const product = productOf(slug)
      expect(names(product?.flavors), slug).toContain(flavor)
      expect(names(product?.sizes), slug).toContain(size)
      expect(names(product?.eggOptions), slug).toContain(eggOption)
      expect(CakeMessage.parse(message)).toBe(message)
      asked.set(slug, (asked.get(slug) ?? 0) + quantity)
    }
    for (const [slug, quantity] of asked) expect(productOf(slug)?.stock ?? Number.POSITIVE_INFINITY, slug).toBeGreaterThanOrEqual(quantity)
  })

  test('carry messages, one of them in Devanagari', () => {
    const messages = demoOrders.flatMap(({ items }) => items.map(({ message }) => message))
    expect(messages.some((message) => /\p{Script=Devanagari}/u.test(message))).toBe(true)
    expect(messages.some((message) => message === '')).toBe(true)
  })
})
