import { FLAVOUR_KEYS, type Flavour } from './palette.ts'

/** Beginnings of words. The first found decides, so the particular stand before the general: black forest before chocolate. */
const WORDS: readonly (readonly [Flavour, readonly string[]])[] = [
  ['black-forest', ['black forest', 'blackforest', 'cherry', 'kirsch']],
  ['red-velvet', ['red velvet', 'redvelvet', 'velvet', 'beetroot']],
  ['rasmalai', ['rasmalai', 'ras malai', 'gulab', 'gulkand', 'rose', 'falooda', 'thandai']],
  ['pistachio', ['pista', 'kesar', 'saffron', 'matcha', 'paan', 'mint']],
  ['butterscotch', ['butterscotch', 'butter scotch', 'caramel', 'toffee', 'praline', 'biscoff', 'lotus', 'honey', 'jaggery', 'dates']],
  ['coffee', ['coffee', 'mocha', 'kaapi', 'espresso', 'tiramisu', 'cappuccino', 'walnut', 'cinnamon', 'carrot', 'plum']],
  ['blueberry', ['blueberr', 'blackcurrant', 'blackberry', 'lavender', 'grape', 'jamun']],
  ['strawberry', ['strawberr', 'raspberr', 'litchi', 'lychee', 'guava', 'berry', 'berries']],
  ['mango', ['mango', 'alphonso', 'orange', 'passion fruit', 'peach', 'apricot', 'papaya']],
  ['pineapple', ['pineapple', 'lemon', 'lime', 'banana', 'fruit']],
  ['chocolate', ['choc', 'truffle', 'cocoa', 'cacao', 'ferrero', 'hazelnut', 'nutella', 'oreo', 'brownie', 'fudge', 'kitkat']],
  ['ivory', ['ivory', 'wedding', 'fondant', 'coconut', 'almond', 'white forest']],
  ['vanilla', ['vanilla', 'plain', 'sponge', 'classic', 'custard', 'cheesecake', 'cream']],
]

const plain = (name: string) =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/**
 * The palette a shop's own flavour name is drawn in: "Kesar Pista" in pistachio, "Tender coconut" in ivory.
 * A name without a known word gets one palette by its letters, always the same.
 */
export function flavourKey(name: string): Flavour {
  const words = plain(name)
  const key = FLAVOUR_KEYS.find((known) => known.replace('-', ' ') === words)
  if (key) return key
  const padded = ` ${words} `
  const found = WORDS.find(([, list]) => list.some((word) => padded.includes(` ${word}`)))
  if (found) return found[0]
  let sum = 0
  for (const char of words) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) % 1_000_003
  return FLAVOUR_KEYS[sum % FLAVOUR_KEYS.length] ?? 'vanilla'
}
