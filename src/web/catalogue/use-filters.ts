import { formatRupees } from '../../domain/money.ts'
import { dayWords } from '../delivery/slot-words.ts'
import { useAddress } from '../use-address.ts'

/** A filter that is on, as its URL says; `without`: the same list without it. */
export type ActiveFilter = { readonly key: string; readonly name: FilterName; readonly words: string; without(): void }

const MANY = ['flavor', 'size', 'free'] as const
type Many = (typeof MANY)[number]
type Single = 'category' | 'subcategory' | 'egg' | 'on'
type One = Single | 'minPrice' | 'maxPrice' | 'sort'
export type FilterName = Many | Single | 'price'

/** The filters of the list that is shown. They live in the URL; each change begins the list anew, and the page stays where it is. */
export function useFilters() {
  const { params, change: changeAddress } = useAddress()
  const change = (edit: (params: URLSearchParams) => void) =>
    changeAddress((after) => {
      edit(after)
      after.delete('show')
    })
  const put = (after: URLSearchParams, name: string, value: string | null) =>
    value === null || value === '' ? after.delete(name) : after.set(name, value)

  /** Sets or drops one filter. */
  const set = (name: One, value: string | null) => change((after) => put(after, name, value))
  const setPrice = (from: string | null, to: string | null) =>
    change((after) => {
      put(after, 'minPrice', from)
      put(after, 'maxPrice', to)
    })
  const toggle = (name: Many, value: string) =>
    change((after) => {
      const kept = after.getAll(name).filter((each) => each !== value)
      const on = kept.length === after.getAll(name).length
      after.delete(name)
      for (const each of on ? [...kept, value] : kept) after.append(name, each)
    })

  const one = (name: Single, words: (value: string) => string): ActiveFilter[] => {
    const value = params.get(name)
    return value === null || value === '' ? [] : [{ key: name, name, words: words(value), without: () => set(name, null) }]
  }
  const [from, to] = [params.get('minPrice'), params.get('maxPrice')]
  const active: ActiveFilter[] = [
    ...one('category', String),
    ...one('subcategory', String),
    ...MANY.flatMap((name) =>
      [...new Set(params.getAll(name))].map((value) => ({
        key: `${name} ${value}`,
        name,
        words: name === 'free' ? `No ${value}` : value,
        without: () => toggle(name, value),
      })),
    ),
    ...one('egg', (value) => (value === 'eggless' ? 'Eggless' : 'Contains egg')),
    ...one('on', (day) => (/^\d{4}-\d\d-\d\d$/.test(day) ? `On ${dayWords(day)}` : day)),
    ...(from === null && to === null
      ? []
      : [{ key: 'price', name: 'price' as const, words: priceWords(from, to), without: () => setPrice(null, null) }]),
  ]
  return { params, active, set, setPrice, toggle }
}

/** "₹300 to ₹600". Texts that are no numbers stand as they are. */
export function priceWords(from: string | null, to: string | null): string {
  const say = (text: string) => (Number.isFinite(Number(text)) ? formatRupees(Number(text)) : text)
  if (from === null || from === '0') return `Up to ${say(to ?? '')}`
  return to === null ? `${say(from)} and more` : `${say(from)} to ${say(to)}`
}
