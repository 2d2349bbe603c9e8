import * as z from 'zod'
import { Id, line, prose } from './shared.ts'

/** The categories in their order, as the menus show them: of the public those alone in which something is on the shelf. */
export const Menu = z.object({
  version: z.int(),
  categories: z.array(
    z.object({
      _id: Id,
      name: z.string(),
      description: z.string(),
      /** Not in the menus; its products are on the shelf all the same. */
      hidden: z.boolean(),
      subcategories: z.array(z.object({ _id: Id, name: z.string() })),
    }),
  ),
})
export type Menu = z.infer<typeof Menu>
export type MenuCategory = Menu['categories'][number]

/** Staff also see how many products, archived ones apart, are in each. */
export const AdminMenu = Menu.extend({
  categories: z.array(
    Menu.shape.categories.element.extend({
      products: z.int(),
      /** Those of them that are on the shelf. */
      shown: z.int(),
      subcategories: z.array(z.object({ _id: Id, name: z.string(), products: z.int() })),
    }),
  ),
})
export type AdminMenu = z.infer<typeof AdminMenu>

const distinct = (named: readonly { name: string }[]) => new Set(named.map(({ name }) => name.toLowerCase())).size === named.length
const DISTINCT = 'must have distinct names'

/**
 * All categories as they shall be, in their order. With `_id` one that is there, perhaps by another name: its products follow. Without:
 * a new one. What is left out is deleted, and must be empty. `version`: of the menu that this was made from.
 */
export const MenuInput = z.strictObject({
  version: z.int().min(1),
  categories: z
    .array(
      z.strictObject({
        _id: Id.optional(),
        name: line(40),
        description: prose(500).default(''),
        hidden: z.boolean().default(false),
        subcategories: z
          .array(z.strictObject({ _id: Id.optional(), name: line(40) }))
          .max(100)
          .refine(distinct, DISTINCT)
          .default([]),
      }),
    )
    .max(200)
    .refine(distinct, DISTINCT),
})
export type MenuInput = z.infer<typeof MenuInput>
