import { useCallback, useEffect, useState } from 'react'
import { announce } from './announcer.tsx'

const SHOWN_FOR = 4000

/** `by-hand`: this browser does not copy for a page. */
export type Copied = 'no' | 'yes' | 'by-hand'

/** @param what is copied, for who listens: "UPI id" */
export function useCopy(what: string): { readonly copied: Copied; copy(text: string): void } {
  const [copied, setCopied] = useState<Copied>('no')
  useEffect(() => {
    if (copied !== 'yes') return
    const timer = setTimeout(() => setCopied('no'), SHOWN_FOR)
    return () => clearTimeout(timer)
  }, [copied])
  const copy = useCallback(
    async (text: string) => {
      const done = await toClipboard(text)
      setCopied(done ? 'yes' : 'by-hand')
      announce(done ? `${what} copied` : `This browser does not copy for us. Copy the ${what} by hand.`)
    },
    [what],
  )
  return { copied, copy: (text) => void copy(text) }
}

async function toClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    // A page over plain HTTP has no clipboard: the old way.
    return copySelected(text)
  }
}

function copySelected(text: string): boolean {
  const before = document.activeElement
  const field = document.createElement('textarea')
  field.value = text
  field.style.position = 'fixed'
  field.style.opacity = '0'
  // Inside an open dialog, which keeps the focus to itself.
  ;(before?.parentElement ?? document.body).append(field)
  field.select()
  try {
    return document.execCommand('copy')
  } catch {
    return false
  } finally {
    field.remove()
    if (before instanceof HTMLElement) before.focus({ preventScroll: true })
  }
}
