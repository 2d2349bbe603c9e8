import { useNavigate } from 'react-router'
import type { Slot } from '../../../contract/delivery.ts'
import type { AdminOrderQuery } from '../../../contract/order.ts'
import { dayAfter, shopTime } from '../../../domain/shop-time.ts'
import { windowWords } from '../../delivery/slot-words.ts'
import { useShop } from '../../live/use-shop.ts'
import { Button } from '../../ui/button.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { useNow } from '../../ui/use-now.ts'
import { hrefOf } from './order-query.ts'

/** When orders are due: a day of the shop's calendar, and one of its slots. */
export function DueFilter({ query, slots }: { query: AdminOrderQuery; slots: readonly Slot[] }) {
  const navigate = useNavigate()
  const { timeZone } = useShop()
  const now = useNow()
  const go = (due: Partial<Pick<AdminOrderQuery, 'day' | 'slot'>>) => void navigate(hrefOf({ ...query, ...due, after: undefined }))
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
        value={query.day ?? ''}
        onChange={(event) => go({ day: event.target.value || undefined })}
        className="sm:w-44 [&>label]:sr-only"
      />
      {slots.length > 0 && (
        <SelectField
          label="Slot"
          value={query.slot ?? ''}
          onChange={(event) => go({ slot: event.target.value || undefined })}
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
