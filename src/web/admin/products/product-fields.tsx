import { Controller, type FieldErrors, type UseFormReturn } from 'react-hook-form'
import { useMenu } from '../../live/use-menu.ts'
import { TextArea, TextField } from '../../ui/field.tsx'
import { Switch } from '../../ui/switch.tsx'
import type { Draft } from './draft.ts'

const sentence = (errors: FieldErrors<Draft>, field: keyof Draft): string | undefined => {
  const message = errors[field]?.message
  return typeof message === 'string' ? message.charAt(0).toUpperCase() + message.slice(1) : undefined
}

/** Everything about a product that is one line or one switch. */
export function ProductFields({ form }: { form: UseFormReturn<Draft> }) {
  const { categories } = useMenu()
  const { register, control, formState } = form
  const { errors } = formState
  const names = categories.map(({ name }) => name)
  const subs = categories.flatMap(({ subcategories }) => subcategories.map(({ name }) => name))
  return (
    <section aria-label="What it is" className="grid gap-4 rounded-md bg-surface p-5 shadow-1 sm:grid-cols-2">
      <TextField label="Name" className="sm:col-span-2" autoComplete="off" {...register('name')} error={sentence(errors, 'name')} />
      <TextArea
        label="Description"
        className="sm:col-span-2"
        rows={3}
        {...register('description')}
        error={sentence(errors, 'description')}
      />
      <TextField label="Category" list="categories" autoComplete="off" {...register('category')} error={sentence(errors, 'category')} />
      <TextField
        label="Subcategory"
        list="subcategories"
        autoComplete="off"
        {...register('subcategory')}
        error={sentence(errors, 'subcategory')}
      />
      <TextField
        label="Base price, ₹"
        inputMode="decimal"
        autoComplete="off"
        {...register('basePrice')}
        error={sentence(errors, 'basePrice')}
      />
      <TextField
        label="Cost, ₹"
        hint="Only staff see it."
        inputMode="decimal"
        autoComplete="off"
        {...register('costPrice')}
        error={sentence(errors, 'costPrice')}
      />
      <TextField
        label="Pieces left"
        hint="Empty: made to order."
        inputMode="numeric"
        autoComplete="off"
        {...register('stock')}
        error={sentence(errors, 'stock')}
      />
      <div className="flex flex-col">
        {(['available', 'featured'] as const).map((field) => (
          <Controller
            key={field}
            control={control}
            name={field}
            render={({ field: { value, onChange } }) => (
              <Switch checked={value} onChange={onChange}>
                <span className="w-24">{field === 'available' ? 'Available' : 'Featured'}</span>
              </Switch>
            )}
          />
        ))}
      </div>
      <datalist id="categories">
        {names.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <datalist id="subcategories">
        {[...new Set(subs)].map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </section>
  )
}
