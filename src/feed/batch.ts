import type { Entry } from './entry.ts'

/** `[audience, n, chain, change]` */
export type WireEntry = readonly [audience: string, n: number, chain: string, change: unknown]

/** `[audience, n, chain]`: where a reader stands in one audience. */
export type WireMark = readonly [audience: string, n: number, chain: string]

/** What a reader is sent. */
export type Batch = {
  /** With this batch it has everything that there is. */
  readonly live: boolean
  readonly entries: readonly WireEntry[]
  /** After a long absence: `entries` holds only the last state of each entity, and the reader then stands here. */
  readonly marks?: readonly WireMark[]
}

/** The batch as JSON text; bodies are JSON already and are pasted in. */
export function encodeBatch(entries: readonly Entry[], live: boolean, marks?: readonly WireMark[]): string {
  const parts = entries.map(({ audience, n, chain, body }) => `["${audience}",${n},"${chain}",${body}]`)
  return `{"live":${live},"entries":[${parts.join(',')}]${marks === undefined ? '' : `,"marks":${JSON.stringify(marks)}`}}`
}

const isMark = (value: unknown): value is WireMark =>
  Array.isArray(value) && typeof value[0] === 'string' && Number.isSafeInteger(value[1]) && typeof value[2] === 'string'

/** null when `value` is no batch. */
export function parseBatch(value: unknown): Batch | null {
  if (typeof value !== 'object' || value === null) return null
  const { live, entries, marks } = value as { live?: unknown; entries?: unknown; marks?: unknown }
  if (typeof live !== 'boolean' || !Array.isArray(entries)) return null
  if (!entries.every((entry) => isMark(entry) && (entry as readonly unknown[]).length === 4)) return null
  if (marks === undefined) return { live, entries: entries as WireEntry[] }
  return Array.isArray(marks) && marks.every(isMark) ? { live, entries: entries as WireEntry[], marks } : null
}
