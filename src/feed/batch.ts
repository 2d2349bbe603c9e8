import type { Entry } from './entry.ts'

/** `[audience, n, chain, body]` */
export type WireEntry = readonly [audience: string, n: number, chain: string, body: unknown]

/** What a reader is sent. `live`: with this batch it has everything that there is. */
export type Batch = { readonly live: boolean; readonly entries: readonly WireEntry[] }

/** The batch as JSON text; bodies are JSON already and are pasted in. */
export function encodeBatch(entries: readonly Entry[], live: boolean): string {
  const parts = entries.map(({ audience, n, chain, body }) => `["${audience}",${n},"${chain}",${body}]`)
  return `{"live":${live},"entries":[${parts.join(',')}]}`
}

/** null when `value` is no batch. */
export function parseBatch(value: unknown): Batch | null {
  if (typeof value !== 'object' || value === null) return null
  const { live, entries } = value as { live?: unknown; entries?: unknown }
  if (typeof live !== 'boolean' || !Array.isArray(entries)) return null
  const sound = entries.every(
    (entry) =>
      Array.isArray(entry) &&
      entry.length === 4 &&
      typeof entry[0] === 'string' &&
      Number.isSafeInteger(entry[1]) &&
      typeof entry[2] === 'string',
  )
  return sound ? { live, entries: entries as WireEntry[] } : null
}
