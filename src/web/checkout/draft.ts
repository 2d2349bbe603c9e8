import { Phone, PlaceOrder } from '../../contract/order.ts'
import { seatBase } from '../live/api.ts'

/** What somebody types at checkout. */
export type Draft = { readonly shippingAddress: string; readonly phone: string; readonly notes: string }
export type DraftField = keyof Draft

export const DRAFT_FIELDS = ['shippingAddress', 'phone', 'notes'] as const satisfies readonly DraftField[]

const digitsOf = (typed: string): number => typed.replace(/\D/g, '').length

/** What is wrong with a field, as a sentence; true when nothing is. The server judges the same again. */
export const CHECKS: Record<DraftField, (typed: string) => true | string> = {
  shippingAddress: (typed) => {
    if (typed.trim() === '') return 'Tell us where the cake goes.'
    if (PlaceOrder.shape.shippingAddress.safeParse(typed).success) return true
    return typed.trim().length < 5 ? 'A little more, so that the rider finds it.' : 'At most 400 characters of plain text.'
  },
  phone: (typed) => {
    if (typed.trim() === '') return 'Leave a number that we can call.'
    if (Phone.safeParse(typed).success) return true
    const digits = digitsOf(typed)
    if (/[^\d\s()+-]/.test(typed)) return 'Only digits, spaces and a + in front.'
    if (digits < 6) return `${digits} ${digits === 1 ? 'digit' : 'digits'} so far; a number has at least 6.`
    return digits > 15 ? `${digits} digits; a number has at most 15.` : 'The + belongs in front.'
  },
  notes: (typed) => PlaceOrder.shape.notes.safeParse(typed).success || 'At most 500 characters of plain text.',
}

const place = () => `cakewire.checkout${seatBase()}`

/** What was typed in this tab before a reload; only in the browser. */
export function readDraft(): Partial<Draft> {
  try {
    const stored: unknown = JSON.parse(window.sessionStorage.getItem(place()) ?? '{}')
    if (typeof stored !== 'object' || stored === null) return {}
    return Object.fromEntries(
      DRAFT_FIELDS.flatMap((field) => {
        const typed: unknown = (stored as Partial<Draft>)[field]
        return typeof typed === 'string' ? [[field, typed]] : []
      }),
    )
  } catch {
    return {}
  }
}

export const writeDraft = (draft: Partial<Draft>): void => store(place(), JSON.stringify(draft))

export const forgetDraft = (): void => store(place(), null)

/** A browser may refuse to keep anything: then a reload loses what was typed, and nothing else breaks. */
export function store(key: string, value: string | null): void {
  try {
    if (value === null) window.sessionStorage.removeItem(key)
    else window.sessionStorage.setItem(key, value)
  } catch {
    // As said above.
  }
}
