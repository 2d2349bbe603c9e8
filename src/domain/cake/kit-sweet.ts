import { mix, tone } from './colour.ts'
import type { Kit } from './kit.ts'
import { fix } from './numbers.ts'

/** A swirl from the foot up: half width, half depth, height above the foot, tears. */
const COILS = [
  [48, 16, -12, 9],
  [40, 13.5, -33, 8],
  [30, 10.5, -52, 7],
  [19, 7.5, -68, 5],
] as const

/** A marigold from outside in: half width, half depth, petals. */
const CROWNS = [
  [19, 12, 13],
  [12, 8, 9],
  [5, 4, 5],
] as const

const creamOf = ({ look }: Kit): string => look.swirl ?? look.cream

/** One piped tear; ropes and swirls are made of them. */
export function lobe(kit: Kit): string {
  const cream = creamOf(kit)
  kit.shade('cl', tone(cream, 0.65), cream, tone(mix(cream, kit.look.glaze, 0.14), -0.2), 0.36, 0.22)
  return `<ellipse rx="10" ry="7.6" transform="rotate(-38)" fill="${kit.url('cl')}"/>`
}

export function swirl(kit: Kit): string {
  const cream = creamOf(kit)
  let s = `<ellipse cy="2" rx="50" ry="16" fill="#2a0a12" opacity=".18"/>`
  for (const [rx, ry, y, m] of COILS) {
    s += `<ellipse cy="${y}" rx="${rx * 0.9}" ry="${ry}" fill="${tone(mix(cream, kit.look.glaze, 0.1), -0.14)}"/>`
    for (let i = 0; i <= m; i++) {
      const a = Math.PI * (1 - i / m)
      const x = Math.cos(a)
      s += `<ellipse rx="${fix(rx * 0.3)}" ry="${fix(ry * 0.74)}" transform="translate(${fix(x * rx * 0.74)} ${fix(y + Math.sin(a) * ry * 0.42)})rotate(${-30 + x * 12})" fill="${kit.url('cl')}"/>`
    }
  }
  s += `<path d="M-10 -70C-9 -82 -3 -86 3 -98C7 -90 12 -82 10 -70C5 -65 -5 -65 -10 -70Z" fill="${kit.url('cl')}"/>`
  return s
}

export function candle(kit: Kit): string {
  kit.defs.push(
    `<linearGradient id="${kit.id}cd"><stop stop-color="#fff"/><stop offset=".4" stop-color="#ffe9f0"/><stop offset="1" stop-color="#d9a3b6"/></linearGradient><radialGradient id="${kit.id}gl"><stop stop-color="#ffd36b" stop-opacity=".75"/><stop offset="1" stop-color="#ffb020" stop-opacity="0"/></radialGradient>`,
  )
  return `<circle cy="-80" r="30" fill="${kit.url('gl')}"/><ellipse rx="7" ry="3" fill="#2a0a12" opacity=".25"/><rect x="-4.5" y="-64" width="9" height="65" rx="2.5" fill="${kit.url('cd')}"/><path d="M-4.5 -50l9 -7v7l-9 7zM-4.5 -32l9 -7v7l-9 7zM-4.5 -14l9 -7v7l-9 7z" fill="${kit.look.accent}" opacity=".85"/><path d="M0 -64v-7" stroke="#5a3a2a" stroke-width="1.6"/><path d="M0 -95C7 -85 8 -78 5 -73C3 -69 -3 -69 -5 -73C-8 -78 -5 -85 0 -95Z" fill="#ff9d1e"/><path d="M0 -86C4 -80 4 -76 2 -73C1 -71 -1 -71 -2 -73C-4 -76 -3 -80 0 -86Z" fill="#fff6cf"/>`
}

export function rose(kit: Kit): string {
  const a = kit.look.rose ?? kit.look.accent
  kit.shade('rs', tone(a, 0.55), a, tone(a, -0.22), 0.4, 0.25)
  let s =
    '<ellipse cx="3" cy="3" rx="25" ry="9" fill="#2a0a12" opacity=".22"/><path d="M-20 0C-36 0 -38 -12 -28 -16C-24 -8 -22 -4 -20 0Z" fill="#7f9a58"/><path d="M20 -1C36 2 40 -10 30 -15C26 -8 23 -4 20 -1Z" fill="#6b8748"/>'
  for (let i = 0; i < 6; i++) {
    const t = (i / 6) * 6.283 + 0.4
    s += `<ellipse rx="14" ry="12" transform="translate(${fix(Math.cos(t) * 12)} ${fix(-12 + Math.sin(t) * 8)})" fill="${kit.url('rs')}"/>`
  }
  for (let i = 0; i < 4; i++) {
    const t = (i / 4) * 6.283
    s += `<ellipse rx="10" ry="8.5" transform="translate(${fix(Math.cos(t) * 6)} ${fix(-15 + Math.sin(t) * 4)})" fill="${kit.url('rs')}"/>`
  }
  s += `<path d="M-7 -17C-4 -24 6 -24 7 -17C7 -11 -3 -11 -3 -16C-2 -20 3 -19 3 -16" fill="none" stroke="${tone(a, -0.34)}" stroke-width="1.8" stroke-linecap="round" opacity=".7"/>`
  return s
}

export function marigold(kit: Kit): string {
  kit.shade('mg', '#ffd75e', '#f79a0e', '#c85f04', 0.4, 0.2)
  let s = '<ellipse cx="3" cy="3" rx="23" ry="8" fill="#2a0a12" opacity=".25"/>'
  for (const [j, [r, q, n]] of CROWNS.entries()) {
    for (let i = 0; i < n; i++) {
      const t = (i / n) * 6.283 + j
      s += `<ellipse rx="${6 - j * 0.6}" ry="${4.6 - j * 0.3}" transform="translate(${fix(Math.cos(t) * r)} ${fix(-10 - j * 3 + Math.sin(t) * q)})rotate(${fix(t * 57.3)})" fill="${kit.url('mg')}"/>`
    }
  }
  return s
}

export function macaron(kit: Kit): string {
  kit.shade('mc', tone(kit.look.accent, 0.6), tone(kit.look.accent, 0.28), tone(kit.look.accent, -0.06))
  return `<ellipse cx="3" cy="2" rx="25" ry="8" fill="#2a0a12" opacity=".25"/><path d="M-24 -8C-26 4 26 4 24 -8Z" fill="${kit.url('mc')}"/><rect x="-24" y="-13" width="48" height="6" rx="3" fill="${tone(kit.look.cream, 0.2)}"/><path d="M-25 -13c3 4 5 -1 8 2s5 -2 8 1 6 -1 9 1 5 -2 8 1 6 -2 8 0 5 -1 9 -5C25 -34 -25 -34 -25 -13Z" fill="${kit.url('mc')}"/><path d="M-14 -24q6 -5 14 -5" stroke="#fff" stroke-width="3" opacity=".55" fill="none" stroke-linecap="round"/>`
}

export function truffle(kit: Kit): string {
  kit.shade('tr', tone(kit.look.glaze, 0.42), tone(kit.look.glaze, 0.1), tone(kit.look.glaze, -0.45))
  return `<ellipse cx="4" cy="2" rx="18" ry="6.5" fill="#1a0508" opacity=".35"/><circle cy="-14" r="17" fill="${kit.url('tr')}"/><path d="M-12 -8q6 -10 11 -5t9 -6M-11 -18q6 -7 10 -3t9 -4" stroke="${kit.look.accent}" stroke-width="2.4" fill="none" stroke-linecap="round"/><path d="M-9 -22q3 -5 8 -5" stroke="#fff" stroke-width="2.5" opacity=".6" fill="none" stroke-linecap="round"/>`
}

export function bean(): string {
  return `<ellipse cx="2" cy="1" rx="11" ry="5" fill="#1a0508" opacity=".3"/><ellipse cy="-5" rx="11" ry="7.500" fill="#5b3219"/><ellipse cx="-2" cy="-7" rx="7" ry="4" fill="#8a5731" opacity=".8"/><path d="M-10 -4C-4 -8 3 0 10 -6" stroke="#2c150a" stroke-width="1.800" fill="none"/>`
}
