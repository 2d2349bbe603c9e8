import type { Choice, Wanted as Options } from '../../domain/choice.ts'

/** What someone wants of a product: options by name, and words for the cake. */
export type Wanted = Options & { readonly message: string }

/** Short names: these links are sent around. */
const NAMES = { flavor: 'flavor', size: 'size', eggOption: 'egg', design: 'design' } as const satisfies Record<
  Exclude<keyof Choice, 'extras'>,
  string
>
const FIELDS = Object.entries(NAMES) as [keyof typeof NAMES, string][]
const EXTRA = 'with'
const LONGEST_MESSAGE = 320

export function readWanted(params: URLSearchParams): Wanted {
  const wanted: { -readonly [K in keyof Wanted]: Wanted[K] } = { message: (params.get('message') ?? '').slice(0, LONGEST_MESSAGE) }
  for (const [field, name] of FIELDS) {
    const value = params.get(name)
    if (value) wanted[field] = value
  }
  const extras = params.getAll(EXTRA).filter(Boolean)
  if (extras.length > 0) wanted.extras = extras
  return wanted
}

export function writeWanted(wanted: Wanted): URLSearchParams {
  const params = new URLSearchParams()
  for (const [field, name] of FIELDS) {
    const value = wanted[field]
    if (value) params.set(name, value)
  }
  for (const extra of wanted.extras ?? []) params.append(EXTRA, extra)
  if (wanted.message.trim() !== '') params.set('message', wanted.message)
  return params
}
