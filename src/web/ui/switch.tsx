import { Switch as Radix } from 'radix-ui'
import { type ReactNode, useId } from 'react'

type Props = { readonly checked: boolean; readonly onChange: (checked: boolean) => void; readonly children: ReactNode }

export function Switch({ checked, onChange, children }: Props) {
  const id = useId()
  return (
    <label htmlFor={id} className="inline-flex min-h-11 items-center gap-3 font-[650]">
      <span className="inline-flex items-center gap-2">{children}</span>
      <Radix.Root
        id={id}
        checked={checked}
        onCheckedChange={onChange}
        className="relative h-7 w-12 shrink-0 rounded-full bg-line-strong transition-colors data-[state=checked]:bg-pista"
      >
        <Radix.Thumb className="block size-5.5 translate-x-0.75 rounded-full bg-surface transition-transform data-[state=checked]:translate-x-5.75" />
      </Radix.Root>
    </label>
  )
}
