import { Controller, type UseFormReturn } from 'react-hook-form'
import { instantOf, shopTime } from '../../../domain/shop-time.ts'
import { useShop } from '../../live/use-shop.ts'
import { TextField } from '../../ui/field.tsx'
import { Switch } from '../../ui/switch.tsx'
import type { Draft } from './draft.ts'
import { sentence } from './product-fields.tsx'

/** An instant as the shop's clock shows it, for an `<input type="datetime-local">`, and back. */
const toLocal = (iso: string, timeZone: string): string => {
  if (iso === '') return ''
  const { day, clock } = shopTime(new Date(iso), timeZone)
  return `${day}T${clock}`
}
const toInstant = (local: string, timeZone: string): string => {
  const [, day, clock] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)/.exec(local) ?? []
  return day === undefined || clock === undefined ? '' : instantOf(day, clock, timeZone).toISOString()
}

/** Whether it is on the shelf, now and by itself later. */
export function ShelfFields({ form, values }: { form: UseFormReturn<Draft>; values: Draft }) {
  const { timeZone } = useShop()
  const { errors } = form.formState
  const waits = values.publishAt !== ''
  return (
    <section aria-labelledby="shelf-fields" className="grid gap-4 rounded-md bg-surface p-5 shadow-1 sm:grid-cols-2">
      <h2 id="shelf-fields" className="text-lg sm:col-span-2">
        On the shelf
      </h2>
      <div className="flex flex-wrap gap-x-8 sm:col-span-2">
        {waits ? (
          <p className="flex min-h-11 items-center font-[650]">Not on the shelf until its time comes</p>
        ) : (
          <Controller
            control={form.control}
            name="available"
            render={({ field: { value, onChange } }) => (
              <Switch checked={value} onChange={onChange}>
                <span className="w-24">Available</span>
              </Switch>
            )}
          />
        )}
        <Controller
          control={form.control}
          name="featured"
          render={({ field: { value, onChange } }) => (
            <Switch checked={value} onChange={onChange}>
              <span className="w-24">Featured</span>
            </Switch>
          )}
        />
      </div>
      {(['publishAt', 'unpublishAt'] as const).map((name) => (
        <Controller
          key={name}
          control={form.control}
          name={name}
          render={({ field: { value, onChange, ref, onBlur } }) => (
            <TextField
              ref={ref}
              type="datetime-local"
              label={name === 'publishAt' ? 'Put it on the shelf at' : 'Take it off the shelf at'}
              hint={name === 'publishAt' ? `By itself, by the shop’s clock (${timeZone}). Empty: nothing is planned.` : 'Empty: it stays.'}
              value={toLocal(value, timeZone)}
              onBlur={onBlur}
              onChange={(event) => onChange(toInstant(event.target.value, timeZone))}
              error={sentence(errors, name)}
            />
          )}
        />
      ))}
    </section>
  )
}
