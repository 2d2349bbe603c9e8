import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FULL_PRODUCT } from '../../../test/support/catalogue.ts'
import { PRODUCT_FIELDS, ProductInput } from '../../contract/product.ts'
import { isField, readField, writeField } from './cells.ts'
import { guardCell, unguardCell } from './guard-cell.ts'

/** Text as people who mean harm or paste from anywhere write it. */
const nasty = (max: number) =>
  fc
    .array(
      fc.constantFrom(
        '=1+1',
        '@SUM',
        "'",
        "'=",
        '-2',
        '+91',
        '|',
        ' | ',
        '\\',
        '"',
        '""',
        ',',
        ';',
        'x1.5',
        'servings: ',
        'not now',
        '＝',
        'क्ष',
        '👩‍🍳',
        ' ',
        'a',
      ),
      {
        maxLength: max,
      },
    )
    .map((parts) => parts.join('').trim().normalize('NFC'))
const name = nasty(6).filter((text) => text !== '')
const charge = fc.integer({ min: 0, max: 99_999 }).map((paise) => paise / 100)
const available = fc.boolean()
const factor = fc.integer({ min: 1, max: 100_000 }).map((thousandths) => thousandths / 1000)
const some = <T extends { name: string }>(shape: fc.Arbitrary<T>) =>
  fc.uniqueArray(shape, { maxLength: 4, selector: (option) => option.name.toLowerCase() })

const product = fc
  .record({
    name,
    description: nasty(12),
    subcategory: nasty(3),
    basePrice: charge.filter((rupees) => rupees > 0),
    costPrice: fc.option(charge),
    stock: fc.option(fc.nat(1_000_000)),
    available,
    hsn: fc.constantFrom('1905', '0405', '19059010'),
    flavors: some(fc.record({ name, charge, available, priceMultiplier: factor })),
    sizes: some(fc.record({ name, charge, available, priceMultiplier: factor, servings: nasty(3), points: fc.option(fc.nat(100)) })),
    extras: some(fc.record({ name, charge, available })),
    drawing: fc.option(
      fc.record({
        family: nasty(2).filter((text) => !text.includes('\n')),
        flavour: fc.constant('mango'),
        tiers: fc.integer({ min: 1, max: 4 }),
      }),
    ),
    publishAt: fc.option(fc.integer({ min: 0, max: 4e12 }).map((at) => new Date(at).toISOString())),
  })
  .map((fields) => ProductInput.safeParse({ ...FULL_PRODUCT, ...fields }))
  .filter((read) => read.success)
  .map((read) => read.data as ProductInput)

test('[F71] every field of every product comes back from its cell as it was, whatever is written in it', () => {
  fc.assert(
    fc.property(product, (wanted) => {
      const read = PRODUCT_FIELDS.map((field) => [field, readField(field, unguardCell(guardCell(writeField(wanted, field))))] as const)
      const said = Object.fromEntries(read.map(([field, cell]) => [field, 'hint' in cell ? cell : cell.value]))
      expect(ProductInput.parse(said)).toEqual(wanted)
    }),
    { numRuns: 500 },
  )
})

test('[F71] no cell begins with what a spreadsheet calculates, and each comes back as it was', () => {
  const cell = fc
    .array(fc.constantFrom("'", '=', '+', '-', '@', '\t', '\r', '＝', 'a', ' ', '"'), { maxLength: 8 })
    .map((marks) => marks.join(''))
  fc.assert(
    fc.property(cell, (text) => {
      const guarded = guardCell(text)
      expect(guarded).not.toMatch(/^[=+\-@\t\r＝＋－＠]/)
      expect(unguardCell(guarded)).toBe(text)
    }),
    { numRuns: 2000 },
  )
})

test('what people type into a spreadsheet is read: rupees, yes and no, times, options', () => {
  expect(readField('basePrice', '₹1,28,417.6')).toEqual({ value: 128_417.6 })
  expect(readField('available', 'TRUE')).toEqual({ value: true })
  expect(readField('publishAt', '2026-12-24T12:30:00Z')).toEqual({ value: '2026-12-24T12:30:00.000Z' })
  expect(readField('flavors', 'Mango\n\nKesar | ×1.5 | +₹50 | Not now\n')).toEqual({
    value: [
      { name: 'Mango', priceMultiplier: 1, charge: 0, available: true },
      { name: 'Kesar', priceMultiplier: 1.5, charge: 50, available: false },
    ],
  })
  expect(readField('leadHours', ' ')).toEqual({ value: undefined })
  expect(readField('stock', '')).toEqual({ value: null })
  for (const [field, cell] of [
    ['available', 'perhaps'],
    ['publishAt', 'tomorrow'],
    ['stock', 'many'],
    ['basePrice', '-1'],
    ['extras', 'Candles | red'],
    ['drawing', 'whole'],
  ] as const)
    expect(readField(field, cell), field).toHaveProperty('hint')
  expect(isField('id')).toBe(false)
})
