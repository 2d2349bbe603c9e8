/** What a cake can be made of, and the colours each flavour is drawn in. */
export const FAMILIES = ['layer', 'tiered', 'slice', 'cupcake', 'sheet', 'heart', 'square'] as const
export type Family = (typeof FAMILIES)[number]

export const FINISHES = ['cream', 'drip', 'naked', 'fondant', 'combed', 'glaze'] as const
export type Finish = (typeof FINISHES)[number]

export const TOPPINGS = [
  'none',
  'swirls',
  'strawberries',
  'cherries',
  'blueberries',
  'candles',
  'roses',
  'marigold',
  'macarons',
  'truffles',
  'crunch',
  'petals',
  'pineapple',
  'mango',
  'beans',
  'sprinkles',
] as const
export type Topping = (typeof TOPPINGS)[number]

export const FLAVOUR_KEYS = [
  'chocolate',
  'red-velvet',
  'vanilla',
  'black-forest',
  'butterscotch',
  'pineapple',
  'mango',
  'rasmalai',
  'blueberry',
  'strawberry',
  'coffee',
  'pistachio',
  'ivory',
] as const
export type Flavour = (typeof FLAVOUR_KEYS)[number]

/** Colours are `#rrggbb`. `field` is the colour the cake stands on, complementary to the cake itself. */
export type Look = {
  readonly name: string
  readonly field: string
  readonly fieldDark: string
  readonly sponge: string
  readonly cream: string
  readonly glaze: string
  readonly accent: string
  /** What a message is piped in. */
  readonly ink: string
  readonly finish: Finish
  readonly topping: Topping
  readonly fill: string
  readonly rose?: string
  readonly swirl?: string
  /** Crumbs scattered over cream. */
  readonly dust?: string
}

type Paint = readonly [field: string, fieldDark: string, sponge: string, cream: string, glaze: string, accent: string, ink: string]
type More = Pick<Look, 'fill' | 'rose' | 'swirl' | 'dust'>

function look(name: string, finish: Finish, topping: Topping, paint: Paint, more: More): Look {
  const [field, fieldDark, sponge, cream, glaze, accent, ink] = paint
  return { name, field, fieldDark, sponge, cream, glaze, accent, ink, finish, topping, ...more }
}

/** Each paint row: field, dark field, sponge, cream, glaze, accent, piping ink. */
export const FLAVOURS: Readonly<Record<Flavour, Look>> = {
  chocolate: look('Belgian chocolate', 'drip', 'truffles', ['#f3d9c9', '#40241f', '#5a3020', '#8a5238', '#3a1d14', '#c9975a', '#fbead2'], {
    fill: '#7d4830',
    rose: '#e79aa8',
    swirl: '#a06a48',
  }),
  'red-velvet': look('Red velvet', 'cream', 'swirls', ['#cfe8cf', '#20382d', '#a8182c', '#fff4e6', '#b51f35', '#b3182c', '#b3182c'], {
    fill: '#fff4e6',
    dust: '#a8182c',
  }),
  vanilla: look('Vanilla bean', 'combed', 'strawberries', ['#f8d3d8', '#44242f', '#f0cf8e', '#fff6e3', '#f3dca8', '#e8657f', '#c2405f'], {
    fill: '#fff8ea',
  }),
  'black-forest': look('Black Forest', 'drip', 'cherries', ['#e9d2d6', '#3b1e28', '#43241a', '#fff8f0', '#341a13', '#b3102b', '#fbeee0'], {
    fill: '#fff8f0',
    dust: '#43241a',
  }),
  butterscotch: look('Butterscotch', 'drip', 'crunch', ['#fbe0a6', '#46300f', '#dfa552', '#fdeecd', '#c9781f', '#8a4b12', '#7a3f0c'], {
    fill: '#fff2d8',
    rose: '#f4b89c',
  }),
  pineapple: look('Pineapple', 'cream', 'pineapple', ['#cfe6f2', '#183444', '#f2d070', '#fffae8', '#f5c636', '#e2a511', '#b5650a'], {
    fill: '#fff6d6',
    rose: '#fff0cf',
  }),
  mango: look('Alphonso mango', 'drip', 'mango', ['#c9ead4', '#15392b', '#f4c65c', '#fff5dc', '#f59a1b', '#f08a0c', '#fff8e6'], {
    fill: '#fbb040',
    rose: '#fff0d6',
  }),
  rasmalai: look('Rasmalai', 'naked', 'petals', ['#f6d3dd', '#46222f', '#f3dca0', '#fff7e2', '#f1d98e', '#8fae57', '#9a3b57'], {
    fill: '#fff7e2',
    rose: '#e38ba3',
  }),
  blueberry: look('Blueberry', 'drip', 'blueberries', ['#fae1a8', '#3d2f10', '#e9d3ae', '#efe6f6', '#5b3f8f', '#3c3f86', '#fbf3ff'], {
    fill: '#8d74b8',
    rose: '#c9b3ea',
  }),
  strawberry: look(
    'Strawberry cream',
    'drip',
    'strawberries',
    ['#d4e6f5', '#1b3146', '#f6dca8', '#fff3ef', '#ef7f8f', '#d92b40', '#b81e3a'],
    { fill: '#fbd0d0' },
  ),
  coffee: look('Filter coffee', 'combed', 'beans', ['#d6e3d0', '#26352a', '#9c6a41', '#ecd7ba', '#6a3f22', '#4a2916', '#fff2dd'], {
    fill: '#f3e2c6',
    rose: '#f1d5c0',
  }),
  pistachio: look('Kesar pista', 'glaze', 'petals', ['#f9d7bf', '#482a18', '#a9bd6c', '#f2f3d4', '#8aa750', '#e39a1b', '#5c3a10'], {
    fill: '#fff4d6',
    rose: '#f0a5b2',
  }),
  ivory: look('Ivory wedding', 'fondant', 'roses', ['#dfe0f3', '#2a2944', '#f2deb4', '#fffaf2', '#f7eddd', '#e7a8b2', '#8a5a2b'], {
    fill: '#fff6e4',
  }),
}

/** The colour field a flavour stands on; an unknown flavour stands on chocolate's. */
export function fieldOf(flavour: string): { readonly light: string; readonly dark: string } {
  const { field, fieldDark } = lookOf(flavour)
  return { light: field, dark: fieldDark }
}

export function lookOf(flavour: string | undefined): Look {
  const key = FLAVOUR_KEYS.find((known) => known === flavour) ?? 'chocolate'
  return FLAVOURS[key]
}
