import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { fromRupees, type Paise, toRupees } from '../src/domain/money.ts'
import { multiplier } from '../src/domain/price.ts'
import { quote } from '../src/domain/quote.ts'
import { type SplitTax, type Supply, taxOf } from '../src/domain/tax.ts'

type Vector = {
  name: string
  lines: { base: number; multipliers: number[]; charges: number[]; quantity: number; hsn: string; rate: number }[]
  delivery: { fee: number; freeAbove: number | null } | null
  coupon: { kind: 'percent' | 'amount' | 'free-delivery'; value: number; maxDiscount: number | null } | null
  supply: Supply | null
  total: object
}

const { vectors } = JSON.parse(readFileSync(new URL('../docs/quote-vectors.json', import.meta.url), 'utf8')) as { vectors: Vector[] }
const amountOrNull = (rupees: number | null): Paise | null => (rupees === null ? null : fromRupees(rupees))
const told = (tax: SplitTax | null) => (tax === null ? null : [tax.taxable, tax.cgst, tax.sgst, tax.igst].map((amount) => amount / 100))

test.each(vectors)('[D06] the published total: $name', ({ lines, delivery, coupon, supply, total }) => {
  const quoted = quote(
    lines.map(({ base, multipliers, charges, rate, ...rest }) => ({
      ...rest,
      base: fromRupees(base),
      factors: multipliers.map(multiplier),
      charges: charges.map(fromRupees),
      rate: Math.round(rate * 100),
    })),
    {
      delivery: delivery && { fee: fromRupees(delivery.fee), freeAbove: amountOrNull(delivery.freeAbove) },
      coupon: coupon && { code: 'X', ...coupon, value: Math.round(coupon.value * 100), maxDiscount: amountOrNull(coupon.maxDiscount) },
      supply,
    },
  )
  expect({
    lines: quoted.lines.map(({ price, subtotal, discount, tax }) => ({
      price: toRupees(price),
      subtotal: toRupees(subtotal),
      discount: toRupees(discount),
      tax: told(tax),
    })),
    subtotal: toRupees(quoted.subtotal),
    discount: toRupees(quoted.discount),
    deliveryFee: toRupees(quoted.deliveryFee),
    deliveryTax: told(quoted.deliveryTax),
    taxIncluded: toRupees(quoted.taxIncluded),
    totalPrice: toRupees(quoted.total),
  }).toEqual(total)
  const taxes = [...quoted.lines.map(({ tax }) => tax), quoted.deliveryTax].flatMap((tax) => (tax === null ? [] : [taxOf(tax)]))
  expect(taxes.reduce<number>((sum, tax) => sum + tax, 0)).toBe(quoted.taxIncluded)
})
