import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { cx } from './cx.ts'

export type Tone = 'plain' | 'haldi' | 'pista' | 'neel' | 'anaar'

const TONES: Record<Tone, string> = {
  plain: 'bg-sunken text-ink-2',
  haldi: 'bg-haldi-tint text-haldi-ink',
  pista: 'bg-pista-tint text-pista-ink',
  neel: 'bg-neel-tint text-neel-ink',
  anaar: 'bg-anaar-tint text-anaar-ink',
}

/** A small word with a colour and, where it matters, an icon: never the colour alone. */
export function Tag({ tone = 'plain', icon: Icon, children }: { tone?: Tone; icon?: LucideIcon; children: ReactNode }) {
  return (
    <span className={cx('inline-flex items-center gap-1.5 whitespace-nowrap rounded-full px-2.5 py-0.75 font-bold text-xs', TONES[tone])}>
      {Icon !== undefined && <Icon className="size-3.25" strokeWidth={2.5} aria-hidden="true" />}
      {children}
    </span>
  )
}
