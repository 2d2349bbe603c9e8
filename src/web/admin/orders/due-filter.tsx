import { useEffect, useRef } from 'react'
import { useNavigate } from 'react-router'
import type { Slot } from '../../../contract/delivery.ts'
import type { AdminOrderQuery } from '../../../contract/order.ts'
import { dayAfter, shopTime } from '../../../domain/shop-time.ts'
import { windowWords } from '../../delivery/slot-words.ts'
import { useShop } from '../../live/use-shop.ts'
import { Button } from '../../ui/button.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { typedDay } from '../../ui/typed-day.ts'
import { useNow } from '../../ui/use-now.ts'
import { useAfterPause } from '../../use-after-pause.ts'
import { hrefOf } from './order-query.ts'

const PAUSE = 500

type Due = { readonly [part in 'day' | 'slot']?: string | undefined }

/** When orders are due: a day of the shop's calendar, and one of its slots. */
export function DueFilter({ query, slots }: { query: AdminOrderQuery; slots: readonly Slot[] }) {
  const navigate = useNavigate()
  const { timeZone } = useShop()
  const now = useNow()
  const field = useRef<HTMLInputElement>(null)
  const shown = query.day ?? ''
  // Never under somebody's hands.
  useEffect(() => {
    if (field.current !== null && document.activeElement !== field.current) field.current.value = shown
  }, [shown])
  const hrefFor = (due: Due) => hrefOf({ ...query, ...due, after: undefined })
  const { later, cancel } = useAfterPause(PAUSE, (day: string) => void navigate(hrefFor({ day: day || undefined }), { replace: true }))
  const go = (due: Due) => {
    cancel()
    void navigate(hrefFor(due))
  }
  const dayNow = () => (field.current === null ? null : typedDay(field.current)) ?? shown
  const today = now === null ? null : shopTime(new Date(now), timeZone).day
  const near = today === null ? [] : [['Today', today] as const, ['Tomorrow', dayAfter(today)] as const]
  return (
    <fieldset className="grid items-end gap-2 max-sm:w-full max-sm:grid-cols-2 sm:flex">
      <legend className="sr-only">Due</legend>
      {near.map(([word, day]) => (
        <Button
          key={word}
          size="small"
          kind={query.day === day ? 'dark' : 'outline'}
          aria-pressed={query.day === day}
          onClick={() => go({ day: query.day === day ? undefined : day })}
        >
          {word}
        </Button>
      ))}
      <TextField
        label="Due on"
        type="date"
        ref={field}
        defaultValue={shown}
        onChange={({ target }) => {
          cancel()
          const day = typedDay(target)
          if (day !== null) later(day)
        }}
        onBlur={({ target }) => {
          if (typedDay(target) === null) target.value = shown
        }}
        className="sm:w-44 [&>label]:sr-only"
      />
      {slots.length > 0 && (
        <SelectField
          label="Slot"
          value={query.slot ?? ''}
          onChange={(event) => go({ day: dayNow() || undefined, slot: event.target.value || undefined })}
          className="sm:w-44 [&>label]:sr-only"
        >
          <option value="">Any time</option>
          {slots.map((slot) => (
            <option key={slot._id} value={slot._id}>
              {windowWords(slot)}
              {slot.mode === 'pickup' ? ', picked up' : ''}
            </option>
          ))}
        </SelectField>
      )}
    </fieldset>
  )
}
