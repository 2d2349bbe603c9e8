import path from 'node:path'
import { type Account, insertAccount } from '../server/accounts/accounts.sql.ts'
import { hashPassword } from '../server/accounts/password.ts'
import { addReviews } from '../server/catalog/add-reviews.ts'
import { replaceCategories } from '../server/catalog/menu.sql.ts'
import { appendProductNews } from '../server/catalog/product-news.ts'
import { findProduct, insertProduct } from '../server/catalog/products.sql.ts'
import type { Tx } from '../server/db/database.ts'
import type { Deps } from '../server/deps.ts'
import { demoCategories, demoProducts } from './demo/catalogue.ts'
import type { DemoProduct } from './demo/demo-product.ts'
import { demoOrders } from './demo/orders.ts'
import { type DemoUser, demoUsers } from './demo/people.ts'
import { renderProductPictures } from './demo/render-pictures.ts'
import { demoReviews } from './demo/reviews.ts'
import { openAsDemo, setShelved } from './load-demo.sql.ts'
import { openDelivery } from './load-demo-delivery.ts'
import { type Cast, minutesBefore, replayOrders, soldIn } from './load-demo-orders.ts'

const FACTS = {
  name: 'Cakewire',
  tagline: 'Cakes made to order',
  phone: '080 4718 2290',
  address: '12th Main, Indiranagar, Bengaluru',
  // No bank has this name.
  upi_id: 'cakewire@example',
  // Who tries the demo has time to look.
  pay_minutes: 120,
}

const HOUR = 60
const DAY = 24 * HOUR
/** When the newest product came onto the shelf: before the oldest review. */
const SHELVED_MINUTES_AGO = 60 * DAY

type Hashed = DemoUser & { readonly passwordHash: string }

/**
 * Fills an untouched shop with the demo bakery. Pictures first, then everything else in one transaction: a start that is cut
 * off leaves an untouched shop and some pictures, and the next one goes on from there.
 */
export async function loadDemo({ db, config, now }: Deps, progress: (line: string) => void): Promise<void> {
  progress('Baking the demo bakery')
  const [people] = await Promise.all([hashAll(demoUsers), renderPictures(config.dataDir, progress)])
  const at = now()
  await db.transaction(async (tx) => {
    const cast = await hire(tx, people)
    await replaceCategories(tx, categoriesOf(demoProducts))
    const products = await fillShelf(tx, at)
    await addAllReviews(tx, products, at)
    await openDelivery(tx, at)
    // Orders that are paid first need to know where the money goes.
    await openAsDemo(tx, FACTS)
    await replayOrders(tx, demoOrders, cast, products, at)
  })
}

async function renderPictures(dataDir: string, progress: (line: string) => void): Promise<void> {
  let told = performance.now()
  await renderProductPictures({
    products: demoProducts,
    outDir: path.join(dataDir, 'media', 'demo'),
    progress: (done, total) => {
      if (performance.now() - told < 2000) return
      told = performance.now()
      progress(`Painting the demo's cakes, ${done} of ${total}`)
    },
  })
}

async function hashAll(users: readonly DemoUser[]): Promise<Hashed[]> {
  return await Promise.all(users.map(async (user) => ({ ...user, passwordHash: await hashPassword(user.password) })))
}

async function hire(tx: Tx, people: readonly Hashed[]): Promise<Cast> {
  const cast = new Map<string, Account>()
  for (const { key, name, email, phone, passwordHash, role, rights } of people)
    cast.set(key, await insertAccount(tx, { name, email, phone, passwordHash, role, rights }))
  const of = (key: DemoUser['key']): Account => {
    const account = cast.get(key)
    if (account === undefined) throw new Error(`The demo has no ${key}`)
    return account
  }
  return { meera: of('meera'), leela: of('leela'), imran: of('imran'), asha: of('asha'), ravi: of('ravi') }
}

/** In the order of the catalogue, each with what its products name. */
const categoriesOf = (products: readonly DemoProduct[]) =>
  demoCategories.map(({ name, line: description }) => {
    const subs = new Set(products.filter(({ category }) => category === name).map(({ subcategory }) => subcategory))
    return { name, description, hidden: false, subcategories: [...subs].map((sub) => ({ name: sub })) }
  })

/**
 * The last of the catalogue first, an hour apart: newest first then shows the catalogue's own order.
 * @returns the products' ids by slug
 */
async function fillShelf(tx: Tx, now: Date): Promise<Map<string, string>> {
  const sold = soldIn(demoOrders)
  const products = new Map<string, string>()
  for (const [place, { slug, ...product }] of [...demoProducts.entries()].reverse()) {
    // What the demo's orders take is there before, so that what is left is what the catalogue says.
    const stock = product.stock === null ? null : product.stock + (sold.get(slug) ?? 0)
    const id = await insertProduct(tx, { ...product, stock })
    await setShelved(tx, id, minutesBefore(now, SHELVED_MINUTES_AGO + place * HOUR))
    const stored = await findProduct(tx, id)
    if (stored === null) throw new Error('The product that was just stored is not there')
    await appendProductNews(tx, null, stored)
    products.set(slug, id)
  }
  return products
}

async function addAllReviews(tx: Tx, products: ReadonlyMap<string, string>, now: Date): Promise<void> {
  for (const [slug, id] of products) {
    const reviews = demoReviews.filter(({ product }) => product === slug)
    await addReviews(
      tx,
      id,
      reviews.map(({ author, rating, comment, minutesAgo }) => ({ author, rating, comment, at: minutesBefore(now, minutesAgo) })),
    )
  }
}
