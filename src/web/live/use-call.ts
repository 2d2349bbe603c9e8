import { useCallback, useEffect, useRef, useState } from 'react'
import type { Problem } from '../../contract/refusal.ts'
import type { Moment } from '../ui/button.tsx'
import type { Answer } from './api.ts'

const DONE_FOR = 2000

type State = { readonly moment: Moment; readonly problem: Problem | null }
const IDLE: State = { moment: 'idle', problem: null }

/** One call at a time, and how it goes: pending, then done for two seconds, or failed until the next try. */
export function useCall() {
  const [state, setState] = useState<State>(IDLE)
  const mounted = useRef(true)
  useEffect(() => {
    mounted.current = true
    return () => {
      mounted.current = false
    }
  }, [])
  useEffect(() => {
    if (state.moment !== 'done') return
    const timer = setTimeout(() => setState(IDLE), DONE_FOR)
    return () => clearTimeout(timer)
  }, [state])
  const run = useCallback(async <T>(call: () => Promise<Answer<T>>): Promise<Answer<T>> => {
    setState({ moment: 'pending', problem: null })
    const answer = await call()
    if (mounted.current) setState(answer.ok ? { moment: 'done', problem: null } : { moment: 'failed', problem: answer.problem })
    return answer
  }, [])
  const clear = useCallback(() => setState(IDLE), [])
  return { ...state, run, clear }
}
