import { Banknote, type LucideIcon, Smartphone } from 'lucide-react'
import { type ComponentProps, useEffect, useRef, useState } from 'react'
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
  readonly paying: Paying
}

/** What the shop said of a way, until one is chosen anew, and where the ways stand on the page. */
export function usePaying() {
  const box = useRef<HTMLFieldSetElement>(null)
  const [refused, setRefused] = useState<{ readonly way: PaymentMethod; readonly message: string } | null>(null)
  const focus = () => box.current?.querySelector('input')?.focus()
  const refuse = (way: PaymentMethod, message: string) => {
    setRefused({ way, message })
    focus()
  }
  return { box, refused, focus, refuse, forget: () => setRefused(null) }
}
type Paying = ReturnType<typeof usePaying>

/** Only the ways that the shop offers now. One that it takes back is said, and never changed for another without the buyer. */
export function PayStep({ number, pickup, form, draft, paying: { box, refused: said, forget } }: Props) {
  const { paymentMethods } = useShop()
  const words = wordsOf(pickup)
  const { paymentMethod: chosen } = draft
  // Who has chosen another way before the answer came need not read it.
  const refused = said?.way === chosen ? said.message : null
  const offered = paymentMethods.includes(chosen)
  // Chosen before the page woke up.
  useEffect(() => {
    const early = box.current?.querySelector<HTMLInputElement>('input:checked')?.value
    if (early !== undefined) form.setValue('paymentMethod', early as PaymentMethod)
  }, [box, form])
  return (
    <Step number={number} title="How you pay" done={offered && refused === null}>
      {(!offered || refused !== null) && (
        <Note kind="blocks" role="alert" title={offered ? refused : `“${words[chosen].title}” is not offered any more.`}>
          Choose how you pay. Nothing you typed is lost.
        </Note>
      )}
      <fieldset ref={box} className={cx('grid gap-3', paymentMethods.length > 1 && 'lg:grid-cols-2')}>
        <legend className="sr-only">How you pay</legend>
        {paymentMethods.map((method) => (
          <Way
            key={method}
            words={words[method]}
            chosen={chosen === method}
            // Not registered: the form would go on counting a way that has left the page.
            input={{
              value: method,
              onChange: () => {
                forget()
                form.setValue('paymentMethod', method)
              },
            }}
          />
        ))}
      </fieldset>
    </Step>
  )
}

type WayProps = { readonly words: Words; readonly chosen: boolean; readonly input: ComponentProps<'input'> }

const Way = ({ words: { title, says, icon: Icon }, chosen, input }: WayProps) => (
  <label
    className={cx(
      'flex min-h-14 cursor-pointer items-start gap-3 rounded-md p-4 has-focus-visible:outline-3 has-focus-visible:outline-haldi',
      chosen ? 'bg-haldi-tint shadow-[inset_0_0_0_2.5px_var(--solid)]' : 'bg-surface shadow-[inset_0_0_0_1.5px_var(--line-strong)]',
    )}
  >
    <input type="radio" name="paymentMethod" className="sr-only" checked={chosen} {...input} />
    <Icon className="mt-0.5 size-5 shrink-0" aria-hidden="true" />
    <span className="min-w-0">
      <b className="font-[650]">{title}</b>
      <span className="block text-ink-2 text-sm">{says}</span>
    </span>
  </label>
)
