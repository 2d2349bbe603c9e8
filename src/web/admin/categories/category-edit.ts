import { threeWay } from '../../../domain/three-way.ts'
import { type Category, toInput } from './menu-input.ts'

/** What somebody does to a category: as it was when they last read of it, and the fields that they changed. */
export type CategoryEdit = { readonly seen: Category; readonly changed: Partial<Category>; readonly says: string | null }

const FIELDS = ['name', 'description', 'hidden', 'subcategories'] as const

export const NEW: Category = { name: '', description: '', hidden: false, subcategories: [] }
export const editOf = (category: Category): CategoryEdit => ({ seen: toInput(category), changed: {}, says: null })

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)
const withoutIds = ({ _id, ...rest }: Category): Category => ({ ...rest, subcategories: rest.subcategories.map(({ name }) => ({ name })) })
const standing = ({ seen }: CategoryEdit, categories: readonly Category[]): Category | undefined =>
  seen._id === undefined ? undefined : categories.find(({ _id }) => _id === seen._id)

/** A field that is set back to what it was is not changed. */
export function withChange({ seen, changed, says }: CategoryEdit, change: Partial<Category>): CategoryEdit {
  const all = Object.entries({ ...changed, ...change }) as [(typeof FIELDS)[number], unknown][]
  return { seen, changed: Object.fromEntries(all.filter(([field, value]) => !same(seen[field], value))), says }
}

/** The category as it would be saved: what is not changed here follows what others save meanwhile. */
export function draftOf(edit: CategoryEdit, categories: readonly Category[]): Category {
  const now = toInput(standing(edit, categories) ?? edit.seen)
  const { subcategories, ...draft } = { ...now, ...edit.changed }
  const isThere = (_id: string | undefined) => now.subcategories.some((sub) => sub._id === _id)
  return { ...draft, subcategories: subcategories.map((sub) => (isThere(sub._id) ? sub : { name: sub.name })) }
}

/** What others did to the same meanwhile, said, so that the next save may undo it; null: it would undo nothing. */
export function overtaken(edit: CategoryEdit, categories: readonly Category[]): CategoryEdit | null {
  const { seen, changed } = edit
  const now = standing(edit, categories)
  if (now === undefined) {
    if (seen._id === undefined) return null
    return { seen: NEW, changed: withoutIds({ ...seen, ...changed }), says: 'Somebody deleted it meanwhile. Save again to make it anew.' }
  }
  const theirs = toInput(now)
  const { conflicts } = threeWay(FIELDS, { base: seen, yours: changed, theirs }, same)
  if (conflicts.length === 0) return null
  const words = conflicts.map((field) => WORDS[field](theirs)).join('; ')
  return { seen: theirs, changed, says: `Somebody changed the same meanwhile: ${words}. Save again to have yours instead.` }
}

const WORDS: Record<(typeof FIELDS)[number], (category: Category) => string> = {
  name: ({ name }) => `the name to “${name}”`,
  description: ({ description }) => `the description to “${description}”`,
  hidden: ({ hidden }) => (hidden ? 'not in the menus' : 'in the menus'),
  subcategories: ({ subcategories }) => `the subcategories to “${subcategories.map(({ name }) => name).join(', ')}”`,
}
