import { useEffect, useState } from 'react'
import type { Suggestion } from '../../contract/product.ts'
import { api } from '../live/api.ts'

const TYPING_PAUSE = 120
const NONE: readonly Suggestion[] = []

/** What may be meant by what is typed. Answers that come late, to what is no longer typed, are dropped. */
export function useSuggestions(typed: string): readonly Suggestion[] {
  const [found, setFound] = useState<{ readonly of: string; readonly list: readonly Suggestion[] }>({ of: '', list: NONE })
  const words = typed.trim()
  useEffect(() => {
    if (words === '') return
    const leave = new AbortController()
    const timer = setTimeout(async () => {
      const path = `/api/products/suggestions?q=${encodeURIComponent(words)}`
      const answer = await api<Suggestion[]>('GET', path, undefined, { signal: leave.signal })
      if (answer.ok && !leave.signal.aborted) setFound({ of: words, list: answer.data })
    }, TYPING_PAUSE)
    return () => {
      clearTimeout(timer)
      leave.abort()
    }
  }, [words])
  return words === '' ? NONE : found.list
}
