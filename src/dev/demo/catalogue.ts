import { CAKES } from './cakes.ts'
import { CUPCAKES } from './cupcakes.ts'
import type { DemoProduct } from './demo-product.ts'
import { DESIGNS } from './designs.ts'
import { EGGLESS } from './eggless.ts'
import { PASTRIES } from './pastries.ts'
import { TIERED } from './tiered.ts'

export const demoProducts: readonly DemoProduct[] = [...CAKES, ...TIERED, ...EGGLESS, ...PASTRIES, ...CUPCAKES, ...DESIGNS]

/** In the order in which the shop shows them. */
export const demoCategories: readonly { readonly name: string; readonly line: string }[] = [
  { name: 'Cakes', line: 'By weight, from half a kilogram, with your message on top.' },
  { name: 'Tiered and wedding', line: 'Two tiers and more, set up by us where the guests are.' },
  { name: 'Eggless', line: 'From the kitchen that has no eggs in it at all.' },
  { name: 'Pastries', line: 'By the piece, from this morning.' },
  { name: 'Cupcakes', line: 'One, four, six or twelve.' },
  { name: 'Designs and party', line: 'Themes, festivals and enough for the whole office.' },
]
