import type { Kit } from './kit.ts'
import { fix } from './numbers.ts'

export function strawberry(kit: Kit): string {
  kit.shade('sb', '#ff8d86', '#e02c3d', '#8f0f25')
  let s = `<ellipse cx="3" cy="3" rx="22" ry="8" fill="#2a0a12" opacity=".25"/><path d="M0 -42C9 -38 22 -20 21 -8C20 2 10 6 0 6C-10 6 -20 2 -21 -8C-22 -20 -9 -38 0 -42Z" fill="${kit.url('sb')}"/><path d="M-10 -24C-8 -30 -4 -34 -2 -35C-4 -29 -7 -22 -12 -17Z" fill="#fff" opacity=".5"/>`
  s += `<path d="M4-30v2M-2-21v2M9-18v2M-11-9v2M2-10v2M13-7v2M-5-1v2M8 0v2" stroke="#ffd98a" stroke-width="2.2" stroke-linecap="round"/>`
  return s
}

export function halfStrawberry(): string {
  return `<ellipse cx="2" cy="2" rx="20" ry="7" fill="#2a0a12" opacity=".22"/><path d="M0 -42C9 -38 20 -20 19 -8C18 2 9 5 0 5C-9 5 -18 2 -19 -8C-20 -20 -9 -38 0 -42Z" fill="#c81e33"/><path d="M0 -37C7 -33 15 -18 14 -8C13 -1 7 2 0 2C-7 2 -13 -1 -14 -8C-15 -18 -7 -33 0 -37Z" fill="#f58a86"/><path d="M0 -31C4 -26 8 -16 7 -9C6 -4 3 -3 0 -3C-3 -3 -6 -4 -7 -9C-8 -16 -4 -26 0 -31Z" fill="#ffe3dc"/>`
}

export function cherry(kit: Kit): string {
  kit.shade('ch', '#ff7a86', '#b80f2c', '#5c0416')
  return `<ellipse cx="4" cy="2" rx="17" ry="6" fill="#2a0a12" opacity=".28"/><path d="M1 -24C4 -44 14 -54 27 -60" stroke="#6d7a35" stroke-width="3" fill="none" stroke-linecap="round"/><circle cy="-13" r="16" fill="${kit.url('ch')}"/><path d="M-9 -19C-7 -25 -2 -26 1 -25C-3 -23 -6 -20 -7 -15Z" fill="#fff" opacity=".75"/>`
}

export function blueberry(kit: Kit): string {
  kit.shade('bb', '#9fa6e6', '#474a9c', '#1c1b4d')
  return `<ellipse cx="3" cy="1" rx="12" ry="4.5" fill="#1c1030" opacity=".3"/><circle cy="-10" r="11.5" fill="${kit.url('bb')}"/><path d="M-3 -18l3 -2 3 2 1 3 -4 2 -4 -2z" fill="#26265f"/><path d="M-7 -13q1 -5 4 -6" stroke="#fff" stroke-width="2" opacity=".6" fill="none" stroke-linecap="round"/>`
}

export function mangoCube(): string {
  return `<path d="M-15 -10L0 -3L0 12L-15 5Z" fill="#f7a21c"/><path d="M0 -3L15 -10L15 5L0 12Z" fill="#d97a06"/><path d="M-15 -10L0 -18L15 -10L0 -3Z" fill="#ffc95a"/><path d="M-9 -10L0 -14.500" stroke="#fff" stroke-width="2" opacity=".7" stroke-linecap="round"/>`
}

export function pineappleRing(kit: Kit): string {
  kit.shade('pi', '#fff0a6', '#f9cd3f', '#cf8e0c')
  let s = `<ellipse cx="3" cy="4" rx="33" ry="12" fill="#2a0a12" opacity=".2"/><path fill-rule="evenodd" d="M-32 -4a32 14 0 1 0 64 0a32 14 0 1 0 -64 0M-10 -4a10 4.500 0 1 1 20 0a10 4.500 0 1 1 -20 0" fill="#c98a10"/><path fill-rule="evenodd" d="M-32 -9a32 14 0 1 0 64 0a32 14 0 1 0 -64 0M-10 -9a10 4.500 0 1 1 20 0a10 4.500 0 1 1 -20 0" fill="${kit.url('pi')}"/>`
  for (let i = 0; i < 16; i++) {
    const t = (i / 16) * 6.283
    s += `<path d="M${fix(Math.cos(t) * 14)} ${fix(-9 + Math.sin(t) * 6)}L${fix(Math.cos(t) * 28)} ${fix(-9 + Math.sin(t) * 12)}" stroke="#d79a14" stroke-width="1.400" opacity=".55"/>`
  }
  return s
}
