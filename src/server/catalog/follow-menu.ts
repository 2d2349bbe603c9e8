import type { AdminProduct } from '../../contract/product.ts'
import { append } from '../db/append.sql.ts'
import type { Tx } from '../db/database.ts'
import { isNearlyEmpty, keepCategory, lockCategories, nextMenu, readAdminMenu, readMenu } from './menu.sql.ts'
import { isPublic } from './product-row.ts'

/** Says what the menus show now: to staff all categories, to the public those in which something is on the shelf. */
export async function sayMenu(tx: Tx, next?: { version: number; at: Date }): Promise<void> {
  const { version: rev, at } = next ?? (await nextMenu(tx))
  const [all, seen] = await Promise.all([readAdminMenu(tx), readMenu(tx)])
  append(tx, { type: 'menu_updated', entity: 'menu:1', rev, at: at.toISOString() }, [
    ['catalogue', all],
    ['public', seen],
  ])
}

/**
 * A product that names a new category makes it. For the public a category enters the menus with its first product on the shelf and
 * leaves them with its last.
 */
export async function followMenu(tx: Tx, before: AdminProduct | null, after: AdminProduct): Promise<void> {
  const { category, subcategory } = after
  const stays = before?.category === category && before.subcategory === subcategory && before.archived === after.archived
  const made = !stays && !after.archived && (await keepCategory(tx, category, subcategory))
  if (made || (await isOther(tx, placesOf(before, after)))) await sayMenu(tx)
}

type Place = Pick<AdminProduct, 'category' | 'subcategory'>

/** Where it stood on the shelf and where it stands now, when that is not the same. */
function placesOf(before: AdminProduct | null, after: AdminProduct): readonly Place[] {
  const places = [before, after].filter((product) => product !== null).filter(isPublic)
  const words = new Set(places.map(({ category, subcategory }) => `${category}\n${subcategory}`))
  return places.length === 2 && words.size === 1 ? [] : places
}

async function isOther(tx: Tx, places: readonly Place[]): Promise<boolean> {
  if (places.length === 0) return false
  const names = places.map(({ category }) => category)
  await lockCategories(tx, names)
  for (const { category, subcategory } of places) if (await isNearlyEmpty(tx, category, subcategory)) return true
  return false
}
