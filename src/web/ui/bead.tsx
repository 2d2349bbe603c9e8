import type { ReactNode } from 'react'

/** A live fact with its bead. */
export const Bead = ({ children }: { children: ReactNode }) => (
  <span className="inline-flex items-center gap-1.5 whitespace-nowrap rounded-full bg-haldi-tint px-2.5 py-0.75 font-bold text-haldi-ink text-xs">
    <i
      className="size-2 rounded-full bg-haldi shadow-[0_0_0_2px_color-mix(in_oklch,var(--haldi-ink)_60%,transparent)]"
      aria-hidden="true"
    />
    <span>{children}</span>
  </span>
)
