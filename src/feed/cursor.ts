/** How far a reader of one audience came: its `n`, and the chain there (empty at 0). */
export type Mark = { readonly n: number; readonly chain: string }

/** Where a reader stands: which history, and how far in each of its audiences. */
export type Cursor = { readonly epoch: string; readonly marks: ReadonlyMap<string, Mark> }

/** As text: safe in a header, a URL and JSON. Readers treat it as opaque. */
export function encodeCursor({ epoch, marks }: Cursor): string {
  return [epoch, ...[...marks].map(([audience, { n, chain }]) => `${audience}.${n}.${chain}`)].join('~')
}

const MARK = /^([a-z]+(?::[0-9a-zA-Z-]{1,64})?)\.(\d{1,15})\.((?:[0-9a-f]{16})?)$/
const EPOCH = /^[0-9a-f-]{36}$/

/** null when it is no cursor of ours. */
export function parseCursor(text: string): Cursor | null {
  if (text.length > 1000) return null
  const [epoch, ...parts] = text.split('~')
  if (epoch === undefined || !EPOCH.test(epoch) || parts.length > 8) return null
  const marks = new Map<string, Mark>()
  for (const part of parts) {
    const [, audience, n, chain] = MARK.exec(part) ?? []
    if (audience === undefined || n === undefined || chain === undefined || marks.has(audience)) return null
    if ((Number(n) === 0) !== (chain === '')) return null
    marks.set(audience, { n: Number(n), chain })
  }
  return { epoch, marks }
}
