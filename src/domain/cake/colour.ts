type Lab = readonly [L: number, a: number, b: number]

const linear = (u: number) => (u <= 0.04045 ? u / 12.92 : ((u + 0.055) / 1.055) ** 2.4)
const gamma = (u: number) => (u <= 0.0031308 ? 12.92 * u : 1.055 * u ** (1 / 2.4) - 0.055)

/** OKLab of `#rrggbb`. Shade is mixed here, where a darker red stays red. */
export function toLab(hex: string): Lab {
  const channel = (i: number) => linear(Number.parseInt(hex.slice(i, i + 2), 16) / 255)
  const [r, g, b] = [channel(1), channel(3), channel(5)]
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ]
}

function toHex([L, a, b]: Lab): string {
  const l = (L + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (L - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (L - 0.0894841775 * a - 1.291485548 * b) ** 3
  const rgb = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ]
  const byte = (v: number) => Math.round(Math.min(1, Math.max(0, gamma(Math.max(0, v)))) * 255)
  return `#${rgb.map((v) => byte(v).toString(16).padStart(2, '0')).join('')}`
}

/** `t` = 0 gives `from`, 1 gives `to`. */
export function mix(from: string, to: string, t: number): string {
  const [L1, a1, b1] = toLab(from)
  const [L2, a2, b2] = toLab(to)
  return toHex([L1 + (L2 - L1) * t, a1 + (a2 - a1) * t, b1 + (b2 - b1) * t])
}

/** `k` < 0 darkens and warms, `k` > 0 lightens. */
export function tone(hex: string, k: number): string {
  const [L, a, b] = toLab(hex)
  if (k < 0) return toHex([L * (1 + k), a * (1 - k * 0.35) - k * 0.012, b * (1 - k * 0.25) - k * 0.01])
  return toHex([L + (1 - L) * k, a * (1 - k * 0.7), b * (1 - k * 0.7)])
}

/** The colour under a light of 0 (shade) to 1 (full). */
export const ramp = (hex: string, light: number): string => tone(hex, light < 0.6 ? (light - 0.6) * 0.62 : (light - 0.6) * 0.8)
