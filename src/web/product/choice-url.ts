import type { Choice } from '../../domain/choice.ts'

/** What someone wants of a product: options by name, and words for the cake. */
export type Wanted = Partial<Choice> & { readonly message: string }

/** Short names: these links are sent around. */
const NAMES = { flavor: 'flavor', size: 'size', eggOption: 'egg' } as const satisfies Record<keyof Choice, string>
const LONGEST_MESSAGE = 320

export function readWanted(params: URLSearchParams): Wanted {
  const wanted: { -readonly [K in keyof Wanted]: Wanted[K] } = { message: (params.get('message') ?? '').slice(0, LONGEST_MESSAGE) }
  for (const [field, name] of Object.entries(NAMES) as [keyof Choice, string][]) {
    const value = params.get(name)
    if (value) wanted[field] = value
  }
  return wanted
}

export function writeWanted(wanted: Wanted): URLSearchParams {
  const params = new URLSearchParams()
  for (const [field, name] of Object.entries(NAMES) as [keyof Choice, string][]) {
    const value = wanted[field]
    if (value) params.set(name, value)
  }
  if (wanted.message.trim() !== '') params.set('message', wanted.message)
  return params
}
