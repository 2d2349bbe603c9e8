import { useEffect, useRef } from 'react'
import { useShop } from '../live/use-shop.ts'
import { TextField } from '../ui/field.tsx'
import { typedDay } from '../ui/typed-day.ts'
import { useAfterPause } from '../use-after-pause.ts'
import { useFilters } from './use-filters.ts'

const TYPING_PAUSE = 300

/** What can still be there on a day; only where the shop has times. */
export function DayFilter() {
  const { params, set } = useFilters()
  const { slots } = useShop()
  const input = useRef<HTMLInputElement>(null)
  const typing = useRef(false)
  const day = params.get('on') ?? ''
  // While someone types, the field is theirs.
  useEffect(() => {
    if (input.current !== null && !typing.current) input.current.value = day
  }, [day])
  const take = (field: HTMLInputElement) => {
    const typed = typedDay(field)
    if (typed === null) return
    typing.current = false
    set('on', typed)
  }
  const { later } = useAfterPause(TYPING_PAUSE, take)
  if (!slots) return null
  return (
    <div className="border-line border-t pt-4">
      <TextField
        ref={input}
        type="date"
        label="Can be there on"
        defaultValue={day}
        onChange={({ currentTarget: field }) => {
          typing.current = true
          later(field)
        }}
        onBlur={({ currentTarget: field }) => {
          if (typedDay(field) !== null) return
          typing.current = false
          field.value = day
        }}
      />
    </div>
  )
}
