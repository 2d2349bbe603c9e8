import { useCallback, useEffect, useState } from 'react'
import { canSound, ring } from './bell.ts'

const KEY = 'cakewire-bell'

const wasMuted = (): boolean => {
  try {
    return localStorage.getItem(KEY) === 'muted'
  } catch {
    return false
  }
}

const remember = (muted: boolean): void => {
  try {
    if (muted) localStorage.setItem(KEY, 'muted')
    else localStorage.removeItem(KEY)
  } catch {
    // Without storage the choice lasts as long as the page.
  }
}

export type Bell = {
  readonly muted: boolean
  /** The browser has not been touched yet, and so keeps the page silent. */
  readonly silent: boolean
  toggle(): void
}

/** Sounds while `ringing`, unless this screen is muted. */
export function useBell(ringing: boolean): Bell {
  const [muted, setMuted] = useState(false)
  const [touched, setTouched] = useState(false)
  useEffect(() => {
    setMuted(wasMuted())
    if (canSound()) return setTouched(true)
    const touch = () => setTouched(true)
    const events = ['pointerdown', 'keydown'] as const
    for (const event of events) window.addEventListener(event, touch, { once: true, capture: true })
    return () => {
      for (const event of events) window.removeEventListener(event, touch, { capture: true })
    }
  }, [])
  const sounds = ringing && touched && !muted
  useEffect(() => (sounds ? ring() : undefined), [sounds])
  const toggle = useCallback(() => {
    remember(!muted)
    setMuted(!muted)
  }, [muted])
  return { muted, silent: !touched, toggle }
}
