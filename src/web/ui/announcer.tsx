import { useEffect, useState } from 'react'

const MERGED_OVER = 2000
const SAID_FOR = 10_000

type Hear = (text: string) => void
const hearing = new Set<Hear>()

/** Says to screen readers, politely and once, what sighted people see change. In the browser only. */
export function announce(text: string): void {
  for (const hear of hearing) hear(text)
}

/** One live region for the whole page. What changes within two seconds is said together. */
export function Announcer() {
  const [said, setSaid] = useState('')
  useEffect(() => {
    const waiting = new Set<string>()
    let timer: ReturnType<typeof setTimeout> | undefined
    const speak = () => {
      setSaid([...waiting].join('. '))
      waiting.clear()
      timer = setTimeout(() => {
        timer = undefined
        setSaid('')
      }, SAID_FOR)
    }
    const hear: Hear = (text) => {
      if (waiting.size === 0) {
        clearTimeout(timer)
        timer = setTimeout(speak, MERGED_OVER)
      }
      waiting.add(text)
    }
    hearing.add(hear)
    return () => {
      hearing.delete(hear)
      clearTimeout(timer)
    }
  }, [])
  return (
    <p role="status" className="sr-only">
      {said}
    </p>
  )
}
