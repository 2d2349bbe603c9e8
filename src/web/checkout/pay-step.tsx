import { Banknote, type LucideIcon, Smartphone } from 'lucide-react'
import type { UseFormReturn } from 'react-hook-form'
import type { PaymentMethod } from '../../domain/payment-method.ts'
import { useShop } from '../live/use-shop.ts'
import { cx } from '../ui/cx.ts'
import { Note } from '../ui/note.tsx'
import type { Draft } from './draft.ts'
import { Step } from './step.tsx'

type Words = { readonly title: string; readonly says: string; readonly icon: LucideIcon }

const wordsOf = (pickup: boolean): Record<PaymentMethod, Words> => ({
  cod: {
    title: pickup ? 'Cash at the counter' : 'Cash on delivery',
    says: pickup ? 'You pay when you fetch it.' : 'You pay the rider when the cake is at your door.',
    icon: Banknote,
  },
  upi: {
    title: 'Pay now with any UPI app',
    says: 'The next page shows the code and the amount. We begin when the money is here.',
    icon: Smartphone,
  },
})

type Props = {
  readonly number: number
  readonly pickup: boolean
  readonly form: UseFormReturn<Draft>
  readonly draft: Draft
}

/** Only the ways that the shop offers now. One that it takes back is said, and never changed for another without the buyer. */
export function PayStep({ number, pickup, form, draft }: Props) {
  const { paymentMethods } = useShop()
  const words = wordsOf(pickup)
  const { paymentMethod: chosen } = draft
  const offered = paymentMethods.includes(chosen)
  // What the shop said to an order, until another way is chosen.
  const refused = form.formState.errors.paymentMethod?.message
  return (
    <Step number={number} title="How you pay" done={offered && refused === undefined}>
      {(!offered || refused !== undefined) && (
        <Note kind="blocks" role="alert" title={offered ? refused : `“${words[chosen].title}” is not offered any more.`}>
          Choose how you pay. Nothing you typed is lost.
        </Note>
      )}
      <fieldset className={cx('grid gap-3', paymentMethods.length > 1 && 'lg:grid-cols-2')}>
        <legend className="sr-only">How you pay</legend>
        {paymentMethods.map((method) => (
          <Way key={method} method={method} words={words[method]} form={form} chosen={chosen === method} />
        ))}
      </fieldset>
    </Step>
  )
}

type WayProps = { readonly method: PaymentMethod; readonly words: Words; readonly form: UseFormReturn<Draft>; readonly chosen: boolean }

const Way = ({ method, words: { title, says, icon: Icon }, form, chosen }: WayProps) => (
  <label
    className={cx(
      'flex min-h-14 cursor-pointer items-start gap-3 rounded-md p-4 has-focus-visible:outline-3 has-focus-visible:outline-haldi',
      chosen ? 'bg-haldi-tint shadow-[inset_0_0_0_2.5px_var(--solid)]' : 'bg-surface shadow-[inset_0_0_0_1.5px_var(--line-strong)]',
    )}
  >
    <input type="radio" value={method} className="sr-only" {...form.register('paymentMethod')} />
    <Icon className="mt-0.5 size-5 shrink-0" aria-hidden="true" />
    <span className="min-w-0">
      <b className="font-[650]">{title}</b>
      <span className="block text-ink-2 text-sm">{says}</span>
    </span>
  </label>
)
