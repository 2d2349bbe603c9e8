import { RIGHTS, type Right } from '../../../domain/role.ts'

export const RIGHT_WORDS: Record<Right, string> = { orders: 'Orders', catalogue: 'Products', kitchen: 'Kitchen', settings: 'Settings' }

/** What one of the staff may work on. */
export function Rights({ rights, onToggle }: { rights: readonly Right[]; onToggle: (right: Right) => void }) {
  return (
    <fieldset className="flex flex-wrap gap-x-5">
      <legend className="font-[650] text-sm">May work on</legend>
      {RIGHTS.map((right) => (
        <label key={right} className="inline-flex min-h-11 items-center gap-2">
          <input type="checkbox" className="size-5 accent-anaar" checked={rights.includes(right)} onChange={() => onToggle(right)} />
          {RIGHT_WORDS[right]}
        </label>
      ))}
    </fieldset>
  )
}
