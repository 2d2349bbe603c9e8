import type { AdminMenu, MenuInput } from '../../contract/menu.ts'
import { audit } from '../audit/audit.sql.ts'
import type { Database, Tx } from '../db/database.ts'
import { refuse } from '../refusal.ts'
import { sayMenu } from './follow-menu.ts'
import {
  type CategoryRow,
  countIn,
  findCategories,
  moveProducts,
  nextMenu,
  type Renames,
  readAdminMenu,
  replaceCategories,
} from './menu.sql.ts'
import { sayProducts } from './product-news.ts'

/**
 * Makes the categories what they shall be: makes, renames, orders, hides and deletes them. Products follow a new name, and all of it
 * is told at once.
 * @throws Refusal `menu.changed` with `{current}`, `category.in-use` with `{name, products}`, `request.invalid` for an id of none
 */
export function writeMenu(db: Database, by: string | null, { version, categories }: MenuInput): Promise<AdminMenu> {
  return db.transaction(async (tx) => {
    const next = await nextMenu(tx)
    if (next.version !== version + 1) refuse('menu.changed', { current: { ...(await readAdminMenu(tx)), version: next.version - 1 } })
    const before = await findCategories(tx)
    refuseStrangers(before, categories)
    await refuseFull(tx, before, categories)
    const was = await readAdminMenu(tx)
    await replaceCategories(tx, categories)
    const renames = renamesOf(before, categories)
    if (renames.categories.length + renames.subcategories.length > 0) await sayProducts(tx, await moveProducts(tx, renames))
    await sayMenu(tx, next)
    const menu = await readAdminMenu(tx)
    audit(tx, by, {
      action: 'menu.update',
      entity: 'menu:1',
      before: { categories: was.categories.map(inWords) },
      after: { categories: menu.categories.map(inWords) },
    })
    return menu
  })
}

type Named = { readonly name: string; readonly hidden: boolean; readonly subcategories: readonly { readonly name: string }[] }
const inWords = ({ name, hidden, subcategories }: Named) => ({ name, hidden, subcategories: subcategories.map((sub) => sub.name) })

/** Every id must be one that is there, a subcategory's in its own category. */
function refuseStrangers(before: readonly CategoryRow[], wanted: MenuInput['categories']): void {
  const issues = wanted.flatMap(({ _id, subcategories }, place) => {
    const row = before.find(({ id }) => id === _id)
    const path = `body/categories/${place}`
    const own = row?.subcategories ?? []
    return [
      ...(_id !== undefined && row === undefined ? [{ path: `${path}/_id`, message: 'must be a category that is there' }] : []),
      ...subcategories.flatMap((sub, at) =>
        sub._id === undefined || own.some(({ id }) => id === sub._id)
          ? []
          : [{ path: `${path}/subcategories/${at}/_id`, message: 'must be a subcategory of this category' }],
      ),
    ]
  })
  const ids = wanted.flatMap(({ _id, subcategories }) => [_id, ...subcategories.map((sub) => sub._id)]).filter((id) => id !== undefined)
  if (new Set(ids).size < ids.length) issues.push({ path: 'body/categories', message: 'must name each once' })
  if (issues.length > 0) refuse('request.invalid', { issues })
}

/** What is left out must be empty. */
async function refuseFull(tx: Tx, before: readonly CategoryRow[], wanted: MenuInput['categories']): Promise<void> {
  const keep = async (category: string, subcategory: string) => {
    const products = await countIn(tx, category, subcategory)
    if (products > 0) refuse('category.in-use', { name: subcategory || category, products })
  }
  for (const { id, name, subcategories } of before) {
    const kept = wanted.find(({ _id }) => _id === id)
    if (kept === undefined) await keep(name, '')
    else for (const sub of subcategories) if (!kept.subcategories.some(({ _id }) => _id === sub.id)) await keep(name, sub.name)
  }
}

function renamesOf(before: readonly CategoryRow[], wanted: MenuInput['categories']): Renames {
  const categories: { from: string; to: string }[] = []
  const subcategories: { category: string; from: string; to: string }[] = []
  for (const { id, name: from, subcategories: subs } of before) {
    const after = wanted.find(({ _id }) => _id === id)
    if (after === undefined) continue
    if (after.name !== from) categories.push({ from, to: after.name })
    for (const { id: subId, name } of subs) {
      const to = after.subcategories.find(({ _id }) => _id === subId)?.name ?? name
      if (to !== name) subcategories.push({ category: from, from: name, to })
    }
  }
  return { categories, subcategories }
}
