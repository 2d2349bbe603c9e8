/** One decimal is enough for a drawing and keeps it small. */
export const fix = (n: number): number => Number((Math.round(n * 10) / 10).toFixed(1))

/** FNV-1a over code points, in base 36. */
export function shortHash(text: string): string {
  let h = 2166136261
  for (const char of text) h = Math.imul(h ^ (char.codePointAt(0) ?? 0), 16777619)
  return (h >>> 0).toString(36)
}

export type Colours = readonly [string, ...string[]]

export const pick = (colours: Colours, i: number): string => colours[i % colours.length] ?? colours[0]
