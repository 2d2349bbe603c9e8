import type { MenuInput } from '../../../contract/menu.ts'

/** A category as it is sent. */
export type Category = MenuInput['categories'][number]

/** Without what only the server says. */
export const toInput = ({ _id, name, description, hidden, subcategories }: Category): Category => ({
  ...(_id !== undefined && { _id }),
  name,
  description,
  hidden,
  subcategories: subcategories.map((sub) => ({ ...(sub._id !== undefined && { _id: sub._id }), name: sub.name })),
})

/** The same list with one thing a place further up (-1) or down (1). */
export function moved<T>(list: readonly T[], place: number, by: -1 | 1): T[] {
  const after = [...list]
  const [one] = after.splice(place, 1)
  if (one !== undefined) after.splice(place + by, 0, one)
  return after
}
