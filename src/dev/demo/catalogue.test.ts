import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { ProductInput } from '../../contract/product.ts'
import { drawCake } from '../../domain/cake/draw-cake.ts'
import { flavourKey } from '../../domain/cake/flavour-key.ts'
import { FAMILIES, FINISHES, FLAVOUR_KEYS, TOPPINGS } from '../../domain/cake/palette.ts'
import { demoCategories, demoProducts } from './catalogue.ts'
import { renderProductPictures } from './render-pictures.ts'

describe('the demo catalogue', () => {
  test('has at least 40 products over six categories, each with a few of them', () => {
    expect(demoProducts.length).toBeGreaterThanOrEqual(40)
    expect(demoCategories).toHaveLength(6)
    for (const { name } of demoCategories) {
      expect(demoProducts.filter(({ category }) => category === name).length, name).toBeGreaterThanOrEqual(5)
    }
    expect(new Set(demoProducts.map(({ category }) => category))).toEqual(new Set(demoCategories.map(({ name }) => name)))
  })

  test('names no product and no picture twice', () => {
    expect(new Set(demoProducts.map(({ name }) => name.toLowerCase())).size).toBe(demoProducts.length)
    expect(new Set(demoProducts.map(({ slug }) => slug)).size).toBe(demoProducts.length)
  })

  test('shows eight featured cakes or more, something sold out, and both made to order and on the shelf', () => {
    expect(demoProducts.filter(({ featured }) => featured).length).toBeGreaterThanOrEqual(8)
    expect(demoProducts.some(({ stock }) => stock === 0)).toBe(true)
    expect(demoProducts.some(({ stock }) => stock !== null && stock > 0)).toBe(true)
    expect(demoProducts.some(({ stock }) => stock === null)).toBe(true)
  })

  test.each(demoProducts)('$name is a product that the shop takes, with something to choose', ({ slug, ...product }) => {
    const taken = ProductInput.parse(product)
    expect(taken).toEqual(product)
    expect(taken.image).toContain(slug)
    for (const options of [taken.flavors, taken.sizes, taken.eggOptions]) expect(options.length).toBeGreaterThan(0)
  })

  test.each(demoProducts)('$name draws what it stores, and its first flavour is the one in the picture', ({ drawing, flavors }) => {
    expect(FAMILIES).toContain(drawing.family)
    expect(FLAVOUR_KEYS).toContain(drawing.flavour)
    if (drawing.finish) expect(FINISHES).toContain(drawing.finish)
    if (drawing.topping) expect(TOPPINGS).toContain(drawing.topping)
    expect(flavourKey(flavors[0]?.name ?? '')).toBe(drawing.flavour)
    const svg = drawCake(drawing)
    expect(svg).toMatch(/^<svg .*<\/svg>$/)
    expect(svg).not.toMatch(/NaN|undefined|Infinity/)
  })
})

describe('the demo pictures', () => {
  test('are rendered once in every width, transparent, with an opaque one for links', async () => {
    const outDir = await mkdtemp(join(tmpdir(), 'cakewire-pictures-'))
    try {
      const products = demoProducts.slice(0, 2)
      const steps: string[] = []
      const progress = (done: number, total: number) => steps.push(`${done}/${total}`)
      await renderProductPictures({ products, outDir, progress })
      expect(steps).toEqual(['1/2', '2/2'])
      const names = products.flatMap(({ slug }) => [`${slug}-1280.webp`, `${slug}-320.webp`, `${slug}-640.webp`, `${slug}-social.jpg`])
      expect((await readdir(outDir)).sort()).toEqual(names.sort())

      const [{ slug }] = products as [(typeof products)[number]]
      const small = await sharp(join(outDir, `${slug}-320.webp`)).metadata()
      expect([small.format, small.width, small.height, small.hasAlpha]).toEqual(['webp', 320, 320, true])
      const link = await sharp(join(outDir, `${slug}-social.jpg`)).metadata()
      expect([link.format, link.width, link.height, link.hasAlpha]).toEqual(['jpeg', 1200, 630, false])
      expect((await sharp(join(outDir, `${slug}-640.webp`)).stats()).isOpaque).toBe(false)

      await writeFile(join(outDir, `${slug}-320.webp`), 'kept')
      await rm(join(outDir, `${slug}-640.webp`))
      await renderProductPictures({ products, outDir })
      expect(await readFile(join(outDir, `${slug}-320.webp`), 'utf8')).toBe('kept')
      expect((await stat(join(outDir, `${slug}-640.webp`))).size).toBeGreaterThan(1000)
    } finally {
      await rm(outDir, { recursive: true, force: true })
    }
  }, 30_000)
})
