import { useEffect, useRef, useState } from 'react'

const SHOWN_FOR = 8000

/** True for 8 s after `rev` grew on this screen. */
export function useJustChanged(rev: number): boolean {
  const seen = useRef(rev)
  const [changed, setChanged] = useState(0)
  useEffect(() => {
    if (seen.current === rev) return
    seen.current = rev
    setChanged((times) => times + 1)
  }, [rev])
  useEffect(() => {
    if (changed === 0) return
    const timer = setTimeout(() => setChanged(0), SHOWN_FOR)
    return () => clearTimeout(timer)
  }, [changed])
  return changed > 0
}
