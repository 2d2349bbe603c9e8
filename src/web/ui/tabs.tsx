import { Tabs as Radix } from 'radix-ui'
import type { ReactNode } from 'react'

type Tab = { readonly value: string; readonly label: ReactNode; readonly content: ReactNode }
type Props = { readonly label: string; readonly tabs: readonly Tab[]; readonly value?: string; readonly onChange?: (value: string) => void }

export function Tabs({ label, tabs, value, onChange }: Props) {
  const chosen = value === undefined ? { defaultValue: tabs[0]?.value ?? '' } : { value }
  return (
    <Radix.Root {...chosen} {...(onChange === undefined ? {} : { onValueChange: onChange })}>
      <Radix.List aria-label={label} className="flex gap-1 overflow-x-auto border-line border-b">
        {tabs.map((tab) => (
          <Radix.Trigger
            key={tab.value}
            value={tab.value}
            className="min-h-11 whitespace-nowrap border-transparent border-b-3 px-4 font-[650] text-ink-2 data-[state=active]:border-anaar data-[state=active]:text-anaar-ink"
          >
            {tab.label}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {tabs.map((tab) => (
        <Radix.Content key={tab.value} value={tab.value} className="pt-5">
          {tab.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  )
}
