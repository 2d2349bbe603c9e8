import { expect, test } from 'vitest'
import { leadWords } from './product-facts.tsx'

test('how early an order must come is said in hours, or in whole days', () => {
  expect([0, 1, 4, 24, 25, 48, 72].map(leadWords)).toEqual([
    '',
    'Order 1 hour ahead',
    'Order 4 hours ahead',
    'Order a day ahead',
    'Order 2 days ahead',
    'Order 2 days ahead',
    'Order 3 days ahead',
  ])
})
