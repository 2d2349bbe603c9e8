import { expect, test } from 'vitest'
import { paise } from './money.ts'
import { UPI_ID, upiLink } from './upi.ts'

test('a UPI link says whom to pay how much and for which order, whatever is in the name', () => {
  const bill = { id: 'cakes.shop-1@okbank', amount: paise(74_003), number: 'CW-1041' }
  expect(upiLink({ ...bill, name: 'Meera & sons? 100% #1' })).toBe(
    'upi://pay?pa=cakes.shop-1@okbank&pn=Meera%20%26%20sons%3F%20100%25%20%231&am=740.03&cu=INR&tr=CW-1041&tn=Order%20CW-1041',
  )
  const { searchParams } = new URL(upiLink({ ...bill, amount: paise(5), name: 'केक & को' }))
  expect([...searchParams]).toEqual([
    ['pa', bill.id],
    ['pn', 'केक & को'],
    ['am', '0.05'],
    ['cu', 'INR'],
    ['tr', 'CW-1041'],
    ['tn', 'Order CW-1041'],
  ])
})

test.each(['cakes@bank', '9876543210@okbank', 'a.b-c_d@bank.in'])('%s is a UPI id', (id) => expect(UPI_ID.test(id)).toBe(true))
test.each(['', 'cakes', '@bank', 'a@bank', 'ca kes@bank', 'cakes@1bank', 'cakes@b', 'cakes@bank&am=1', 'cakes@bank\n'])(
  '%j is none',
  (id) => expect(UPI_ID.test(id)).toBe(false),
)
