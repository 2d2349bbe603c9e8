import type { FieldErrors, UseFormReturn } from 'react-hook-form'
import { useMenu } from '../../live/use-menu.ts'
import { TextArea, TextField } from '../../ui/field.tsx'
import type { Draft } from './draft.ts'

/** What is wrong with a field, as a sentence. */
export const sentence = (errors: FieldErrors<Draft>, field: keyof Draft): string | undefined => {
  const message = errors[field]?.message
  return typeof message === 'string' ? message.charAt(0).toUpperCase() + message.slice(1) : undefined
}

/** What it is and what it costs. */
export function ProductFields({ form }: { form: UseFormReturn<Draft> }) {
  const { categories } = useMenu()
  const { register, formState } = form
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
        label="Compare-at price, ₹"
        hint="Shown struck through. Empty: none."
        inputMode="decimal"
        autoComplete="off"
        {...register('compareAtPrice')}
        error={sentence(errors, 'compareAtPrice')}
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
