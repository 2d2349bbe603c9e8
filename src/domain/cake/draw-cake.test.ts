import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CakeOptions, drawCake } from './draw-cake.ts'
import { FAMILIES, type Family, FINISHES, FLAVOUR_KEYS, fieldOf, TOPPINGS } from './palette.ts'
import { vegMark } from './veg-mark.ts'

/** Of the reference drawings: a change here is a change of every picture in every shop. */
const GRID: Readonly<Record<Family, string>> = {
  layer: 'a85767e71b1b27ff',
  tiered: '1642fd8747e57d69',
  slice: 'ff04e37d22b9140b',
  cupcake: 'e9c114630b429a5e',
  sheet: 'b1df4aa60b6e9514',
  heart: '4478c927c82acb12',
  square: '5511143188851238',
}
const OPTIONS: Readonly<Record<Family, string>> = {
  layer: '0db4f7db17ee7967',
  tiered: '9a1a974bc4244d47',
  slice: 'dc1934d430f3695e',
  cupcake: '30950ef892a77270',
  sheet: '237387d0276a22ce',
  heart: 'a8a7a6d1ecc26603',
  square: '913aeeb2511fc855',
}

const TIERS = [1, 2, 3, 4]
const WEIGHTS = [0.5, 1, 1.5, 2, 3, 5]
const MESSAGES = ['', 'Happy birthday Asha', 'जन्मदिन मुबारक हो नीलम', '<b>Tom & Jerry\'s "40" years together, what a ride', 'I']
const PLATES = [undefined, 'plate', 'stand', 'board', 'none'] as const
const MARKS = [undefined, true, false]

function hashOf(drawings: Iterable<CakeOptions>): string {
  const hash = createHash('sha256')
  for (const options of drawings) hash.update(drawCake(options))
  return hash.digest('hex').slice(0, 16)
}

function* gridOf(family: Family): Generator<CakeOptions> {
  for (const flavour of FLAVOUR_KEYS) {
    for (const finish of FINISHES) {
      for (const topping of TOPPINGS) {
        for (const tiers of family === 'tiered' ? TIERS : [2]) yield { family, flavour, finish, topping, tiers }
      }
    }
  }
}

function* optionsOf(family: Family): Generator<CakeOptions> {
  const at = <T>(list: readonly T[], i: number) => list[i % list.length]
  for (let i = 0; i < 300; i++) {
    yield {
      family,
      flavour: at(FLAVOUR_KEYS, i) ?? 'vanilla',
      finish: at(FINISHES, i * 5 + 1),
      topping: at(TOPPINGS, i * 3 + (i >> 4)),
      tiers: at(TIERS, i >> 2),
      seed: i % 17,
      kg: at(WEIGHTS, i >> 1),
      message: at(MESSAGES, i >> 1),
      plate: at(PLATES, i * 2),
      eggless: at(MARKS, i),
      cut: i % 2 === 0,
      wire: i % 4 < 2,
      frame: i % 3 ? 'fit' : 'family',
      scene: i % 5 === 0,
      uid: i % 7 ? 'card-7' : undefined,
      title: i % 4 ? 'A <cake>' : undefined,
    }
  }
}

const drawn = (options: object) => drawCake(options as CakeOptions)
/** The text of a drawing, still escaped. */
const textOf = (svg: string) =>
  [...svg.matchAll(/<(?:tspan|textPath|text)\b[^>]*>([^<]*)(?=<)/g)].flatMap(([, text]) => text || []).join(' ')
const isControl = (char: string) => char < ' ' || char === '\u007f'

describe('the drawn cake', () => {
  test.each(FAMILIES)(
    'every %s of every flavour, finish, topping and tier is the reference drawing, to the byte',
    { timeout: 60_000 },
    (family) => {
      expect(hashOf(gridOf(family))).toBe(GRID[family])
    },
  )

  test.each(FAMILIES)(
    'a %s with weight, message, plate, mark, wedge, wire and frame is the reference drawing, to the byte',
    { timeout: 30_000 },
    (family) => {
      expect(hashOf(optionsOf(family))).toBe(OPTIONS[family])
    },
  )

  test('a value the palette does not know is drawn as its default', () => {
    const plain = drawn({ family: 'layer', flavour: 'chocolate' })
    expect(drawn({ family: 'croquembouche', flavour: 'chocolate', finish: 'gilded', topping: 42, kg: 'heavy', tiers: null })).toBe(plain)
    const body = (svg: string) => svg.replace(/c[0-9a-z]+_/g, '')
    expect(body(drawn({}))).toBe(body(plain))
    expect(body(drawn({ family: 'layer', flavour: 'constructor' }))).toBe(body(plain))
    expect(fieldOf('constructor')).toEqual(fieldOf('chocolate'))
  })

  test('a message is text, whatever is written in it', () => {
    fc.assert(
      fc.property(fc.constantFrom(...FAMILIES), fc.string({ unit: 'grapheme', maxLength: 60 }), (family, message) => {
        const svg = drawCake({ family, flavour: 'vanilla', message })
        const plain = drawCake({ family, flavour: 'vanilla', message: 'x' })
        const tags = (text: string) => new Set([...text.matchAll(/<\/?([a-zA-Z]+)/g)].map(([, tag]) => tag))
        for (const tag of tags(svg)) expect([...tags(plain), ...tags(drawCake({ family, flavour: 'vanilla' }))]).toContain(tag)
        expect(textOf(svg)).not.toMatch(/[<>"']|&(?!#\d+;)/)
        expect([...textOf(svg)].filter(isControl)).toEqual([])
      }),
      { numRuns: 60 },
    )
  })

  test('markup in a message is written out as characters', () => {
    const svg = drawCake({ family: 'heart', flavour: 'strawberry', message: '<script>"A" & \'B\'</script>' })
    expect(svg).not.toContain('<script')
    expect(textOf(svg)).toContain('&#60;script&#62;&#34;A&#34; &#38; &#39;B&#39;&#60;/script&#62;')
  })

  test('the same options draw the same bytes, another seed draws another cake', () => {
    const options: CakeOptions = { family: 'layer', flavour: 'mango', seed: 3 }
    expect(drawCake(options)).toBe(drawCake({ ...options }))
    expect(drawCake(options)).not.toBe(drawCake({ ...options, seed: 4 }))
  })

  test('two copies with their own uid share no id', () => {
    const idsOf = (uid: string) => [...drawCake({ family: 'tiered', flavour: 'ivory', uid }).matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
    const [first, second] = [idsOf('a'), idsOf('b')]
    expect(first.length).toBeGreaterThan(5)
    expect(first.filter((id) => second.includes(id))).toEqual([])
  })

  test('the food mark says in words what it shows', () => {
    expect(vegMark(true)).toContain('aria-label="Eggless"')
    expect(vegMark(true)).toContain('<circle')
    expect(vegMark(false, 24)).toContain('aria-label="Contains egg"')
    expect(vegMark(false, 24)).toContain('width="24"')
  })
})
