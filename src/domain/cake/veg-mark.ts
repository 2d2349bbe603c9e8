/** The mark without its frame of `<svg>`, `size` units wide. */
export function vegMarkBody(eggless: boolean, size: number): string {
  const colour = eggless ? '#0b7a3b' : '#8a4413'
  const border = size * 0.1
  const sign = eggless
    ? `<circle cx="${size / 2}" cy="${size / 2}" r="${size * 0.24}" fill="${colour}"/>`
    : `<path d="M${size / 2} ${size * 0.23}L${size * 0.78} ${size * 0.72}H${size * 0.22}Z" fill="${colour}"/>`
  const inner = size - border
  return `<rect x="${border / 2}" y="${border / 2}" width="${inner}" height="${inner}" rx="${size * 0.1}" fill="#fff" stroke="${colour}" stroke-width="${border}"/>${sign}`
}

/** The Indian food mark: green disc in a square (eggless), brown triangle in a square (contains egg). Always next to text. */
export function vegMark(eggless: boolean, size = 16): string {
  const label = eggless ? 'Eggless' : 'Contains egg'
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 20 20" role="img" aria-label="${label}">${vegMarkBody(eggless, 20)}</svg>`
}
