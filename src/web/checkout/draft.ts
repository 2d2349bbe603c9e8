import { Pincode } from '../../contract/delivery.ts'
import { Phone, PlaceOrder } from '../../contract/order.ts'
import { PAYMENT_METHODS, type PaymentMethod } from '../../domain/payment-method.ts'
import type { Chosen } from '../delivery/apply-news.ts'
import { seatBase } from '../live/api.ts'
import type { Wish } from './find-wish.ts'

/** What somebody types and chooses at checkout; '' where nothing is. */
export type Draft = {
  readonly mode: 'delivery' | 'pickup'
  readonly pincode: string
  /** `<slot> <day>` */
  readonly slot: string
  /** What the buyer chose of each mode's times: `<slot> <day> <starts> <ends>`. */
  readonly deliveryWish: string
  readonly pickupWish: string
  readonly shippingAddress: string
  readonly phone: string
  /** Somebody else receives it. */
  readonly gift: '' | 'yes'
  readonly recipientName: string
  readonly recipientPhone: string
  /** One that was sent, and where it can be seen. */
  readonly photo: string
  readonly notes: string
  /** As it is applied. */
  readonly coupon: string
  readonly paymentMethod: PaymentMethod
}
export type DraftField = keyof Draft

export const EMPTY_DRAFT: Draft = {
  mode: 'delivery',
  pincode: '',
  slot: '',
  deliveryWish: '',
  pickupWish: '',
  shippingAddress: '',
  phone: '',
  gift: '',
  recipientName: '',
  recipientPhone: '',
  photo: '',
  notes: '',
  coupon: '',
  paymentMethod: 'cod',
}
export const DRAFT_FIELDS = Object.keys(EMPTY_DRAFT) as DraftField[]

export const isPincode = (typed: string): boolean => Pincode.safeParse(typed.trim()).success
export const writeChosen = ({ slotId, day }: Chosen): string => `${slotId} ${day}`
export function readChosen(slot: string): Chosen | null {
  const [slotId, day] = slot.split(' ')
  return slotId === undefined || day === undefined || slotId === '' ? null : { slotId, day }
}
export const writeWish = ({ slotId, day, starts, ends }: Wish): string => `${slotId} ${day} ${starts} ${ends}`
export function readWish(wish: string): Wish | null {
  const [slotId = '', day = '', starts = '', ends = ''] = wish.split(' ')
  return ends === '' ? null : { slotId, day, starts, ends }
}

const digitsOf = (typed: string): number => typed.replace(/\D/g, '').length

/** What is wrong with a field, as a sentence; true when nothing is. The server judges the same again. */
export type Check = (typed: string, draft: Draft) => true | string

const checkPhone: Check = (typed) => {
  if (Phone.safeParse(typed).success) return true
  const digits = digitsOf(typed)
  if (/[^\d\s()+-]/.test(typed)) return 'Only digits, spaces and a + in front.'
  if (digits < 6) return `${digits} ${digits === 1 ? 'digit' : 'digits'} so far; a number has at least 6.`
  return digits > 15 ? `${digits} digits; a number has at most 15.` : 'The + belongs in front.'
}

export const CHECKS = {
  pincode: (typed, { mode }) => {
    if (mode === 'pickup' || isPincode(typed)) return true
    const digits = digitsOf(typed)
    if (typed.trim() === '') return 'Tell us the pincode, so that we know what delivery costs.'
    return /^\d*$/.test(typed.trim()) && digits < 6
      ? `${digits} ${digits === 1 ? 'digit' : 'digits'} so far; a pincode has 6.`
      : 'A pincode has six digits.'
  },
  shippingAddress: (typed, { mode }) => {
    if (mode === 'pickup') return true
    if (typed.trim() === '') return 'Tell us where the cake goes.'
    if (PlaceOrder.shape.shippingAddress.safeParse(typed).success) return true
    return typed.trim().length < 5 ? 'A little more, so that the rider finds it.' : 'At most 400 characters of plain text.'
  },
  phone: (typed, draft) => (typed.trim() === '' ? 'Leave a number that we can call.' : checkPhone(typed, draft)),
  recipientName: (typed, { gift }) =>
    gift === '' || PlaceOrder.shape.recipient.unwrap().shape.name.safeParse(typed).success || 'Tell us who it is for.',
  recipientPhone: (typed, draft) => draft.gift === '' || typed.trim() === '' || checkPhone(typed, draft),
  notes: (typed) => PlaceOrder.shape.notes.safeParse(typed).success || 'At most 500 characters of plain text.',
} as const satisfies Partial<Record<DraftField, Check>>

const place = () => `cakewire.checkout${seatBase()}`

/** What was typed in this tab before a reload; only in the browser. */
export function readDraft(): Partial<Draft> {
  try {
    const stored: unknown = JSON.parse(window.sessionStorage.getItem(place()) ?? '{}')
    if (typeof stored !== 'object' || stored === null) return {}
    return Object.fromEntries(
      DRAFT_FIELDS.flatMap((field) => {
        const typed: unknown = (stored as Partial<Draft>)[field]
        return typeof typed === 'string' && isDraftOf(field, typed) ? [[field, typed]] : []
      }),
    )
  } catch {
    return {}
  }
}

/** A former page may have kept what this one does not know. */
const isDraftOf = (field: DraftField, typed: string): boolean =>
  field !== 'paymentMethod' || PAYMENT_METHODS.some((method) => method === typed)

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
