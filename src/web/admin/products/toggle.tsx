import { useState } from 'react'
import type { AdminProduct } from '../../../contract/product.ts'
import { Switch } from '../../ui/switch.tsx'
import { useSave } from './use-save.ts'

/** One flag of a product, set at once. While it is on its way it shows what was wanted. */
export function Toggle({ product, field, label }: { product: AdminProduct; field: 'available' | 'featured'; label: string }) {
  const { save, problem } = useSave(product)
  const [wanted, setWanted] = useState<boolean | null>(null)
  const pending = wanted !== null
  const set = async (value: boolean) => {
    if (pending) return
    setWanted(value)
    // The news of it may come before the answer.
    await save({ [field]: value })
    setWanted(null)
  }
  return (
    <span className="inline-flex flex-col" aria-busy={pending || undefined}>
      <Switch checked={wanted ?? product[field]} onChange={(checked) => void set(checked)}>
        <span className="text-sm lg:sr-only">
          {label}
          <span className="sr-only"> {product.name}</span>
        </span>
      </Switch>
      {problem !== null && (
        <span role="alert" className="max-w-40 font-semibold text-anaar-ink text-xs">
          {problem.code === 'product.changed' ? 'Somebody saved it meanwhile. Set it again.' : problem.message}
        </span>
      )}
    </span>
  )
}
