import type { Slot } from '../../../contract/delivery.ts'
import { cx } from '../../ui/cx.ts'
import { WEEKDAYS } from './form-words.ts'

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

/** The week with its slots: where they stand in the day, and how much each takes. The list beside it says the same in words. */
export function WeekPicture({ slots }: { slots: readonly Slot[] }) {
  const active = slots.filter((slot) => slot.active)
  if (active.length === 0) return null
  const from = Math.min(...active.map(({ starts }) => minutesOf(starts)))
  const upTo = Math.max(...active.map(({ ends }) => minutesOf(ends)))
  const place = (time: string) => `${(100 * (minutesOf(time) - from)) / (upTo - from)}%`
  return (
    <div className="mb-5 flex flex-col gap-1.5 overflow-x-auto rounded-md bg-sunken p-3" aria-hidden="true">
      {WEEKDAYS.map((word, index) => {
        const here = active.filter(({ weekdays }) => weekdays.includes(index + 1))
        return (
          <div key={word} className="flex items-stretch gap-3">
            <span className="w-9 self-center font-semibold text-ink-2 text-sm">{word}</span>
            <div className="flex flex-1 flex-col gap-0.5">
              {here.length === 0 && <span className="h-6 rounded-sm shadow-[inset_0_0_0_1.5px_var(--line)]" />}
              {here.map((slot) => (
                <span key={slot._id} className="relative h-6">
                  <span
                    className={cx(
                      'num absolute inset-y-0 flex items-center justify-between gap-2 overflow-hidden rounded-sm px-2 font-bold text-xs',
                      slot.mode === 'pickup' ? 'bg-neel-field text-ink' : 'bg-kesar-field text-ink',
                    )}
                    style={{ left: place(slot.starts), right: `calc(100% - ${place(slot.ends)})` }}
                  >
                    {slot.starts}
                    <span className="max-sm:hidden">{slot.capacity}</span>
                  </span>
                </span>
              ))}
            </div>
          </div>
        )
      })}
    </div>
  )
}
