import { useEffect } from 'react'
import { isTyping } from '../search-field.tsx'

const STEP: Readonly<Record<string, 1 | -1>> = { j: 1, k: -1 }

/** j and k walk from order to order; Enter opens the one in focus, as it does every link. */
export function useOrderKeys(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const step = STEP[event.key]
      if (step === undefined || event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return
      const links = [...document.querySelectorAll<HTMLElement>('[data-order-link]')]
      const row = document.activeElement?.closest('[data-order]')
      const here = links.findIndex((link) => link.closest('[data-order]') === row)
      const next = links[here === -1 ? (step === 1 ? 0 : links.length - 1) : Math.min(links.length - 1, Math.max(0, here + step))]
      next?.focus()
      next?.scrollIntoView({ block: 'nearest' })
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
}
