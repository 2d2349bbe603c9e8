import { useCallback, useEffect, useRef, useState } from 'react'
import type { CurrentHold, Hold, HoldRequest, Mode } from '../../contract/delivery.ts'
import type { Problem } from '../../contract/refusal.ts'
import { type Chosen, sameSlot } from '../delivery/apply-news.ts'
import { onStopwatch, useSecondsUntil } from '../delivery/use-server-time.ts'
import { type Answer, api } from '../live/api.ts'
import { useLink } from '../live/use-link.ts'
import type { Moment } from '../ui/button.tsx'

/** Who walks over the times with the arrow keys does not take each of them. */
const SETTLES = 400
const PATIENCE = 20_000

type Kept = { readonly hold: Hold; readonly endsAt: number }
export type Keeping = {
  /** `unanswered`: the shop could not be asked. `over`: it was kept, and its time ran out. */
  readonly at: 'none' | 'asking' | 'unanswered' | 'held' | 'over'
  readonly hold: Hold | null
  readonly secondsLeft: number | null
  /** Why it could not be kept, or not longer. */
  readonly problem: Problem | null
  readonly moreTime: () => Promise<void>
  /** How it stands with asking for more time. */
  readonly more: Moment
  readonly again: () => void
  /** What the shop says of it: it is gone. */
  readonly lose: () => void
}

const QUIET = { problem: null, more: 'idle' } as const

type Wanted = { readonly mode: Mode; readonly pincode: string; readonly slot: Chosen; readonly cartVersion: number }

const post = ({ mode, pincode, slot }: Wanted) =>
  api<Hold>('POST', '/api/holds', { mode, slot, ...(mode === 'delivery' && pincode !== '' && { pincode }) } satisfies HoldRequest)

/** It says nothing of the time itself. */
const isUnanswered = ({ status }: Problem): boolean => status === 0 || status === 429 || status >= 500

/**
 * Keeps the chosen time for the buyer, by the server's clock.
 * @param wanted null: nothing is to be kept
 */
export function useHold(wanted: Wanted | null): Keeping {
  const [kept, setKept] = useState<Kept | null>(null)
  const [state, setState] = useState<Pick<Keeping, 'at' | 'problem' | 'more'>>({ at: 'none', ...QUIET })
  const asked = useRef(0)
  const latest = useRef(wanted)
  latest.current = wanted
  const found = useFound()

  const learn = useCallback((answer: Answer<Hold>) => {
    if (answer.ok) setKept({ hold: answer.data, endsAt: onStopwatch(answer.data.expiresAt, answer.data.now) })
    if (answer.ok) return setState({ at: 'held', ...QUIET })
    setState({ ...QUIET, at: isUnanswered(answer.problem) ? 'unanswered' : 'none', problem: answer.problem })
    setKept(null)
  }, [])
  const take = useCallback(async () => {
    const asking = latest.current
    if (asking === null) return
    asked.current++
    const question = asked.current
    setState({ at: 'asking', ...QUIET })
    const answer = await post(asking)
    if (question === asked.current) learn(answer)
  }, [learn])

  const key = wanted === null ? null : JSON.stringify(wanted)
  const settled = useRef<string | null>(null)
  useEffect(() => {
    if (key === null || found === undefined || settled.current === key) return
    const slot = latest.current?.slot ?? null
    if (settled.current === null && found !== null && sameSlot({ slotId: found.hold.slotId ?? '', day: found.hold.day ?? '' }, slot)) {
      // As it was kept before this page was loaded again.
      settled.current = key
      setKept(found)
      setState({ at: 'held', ...QUIET })
      return
    }
    const timer = setTimeout(() => {
      settled.current = key
      void take()
    }, SETTLES)
    return () => clearTimeout(timer)
  }, [key, found, take])

  const secondsLeft = useSecondsUntil(state.at === 'held' ? (kept?.endsAt ?? null) : null)
  useEffect(() => {
    if (secondsLeft === 0) setState((now) => (now.at === 'held' ? { at: 'over', ...QUIET } : now))
  }, [secondsLeft])
  const id = kept?.hold._id
  const { more } = state
  const moreTime = useCallback(async () => {
    if (id === undefined || more === 'pending') return
    asked.current++
    const question = asked.current
    setState((now) => ({ ...now, problem: null, more: 'pending' }))
    const answer = await api<Hold>('POST', `/api/holds/${id}/extend`, undefined, { signal: AbortSignal.timeout(PATIENCE) })
    // Another time was taken meanwhile.
    if (question !== asked.current) return
    if (answer.ok) learn(answer)
    else if (answer.problem.code === 'hold.over') setState({ at: 'over', ...QUIET })
    else setState((now) => (now.at === 'held' ? { at: 'held', problem: answer.problem, more: 'failed' } : now))
  }, [id, more, learn])
  const live = useLink().at === 'live'
  // biome-ignore lint/correctness/useExhaustiveDependencies: when the line comes back
  useEffect(() => {
    if (!live) return
    if (state.at === 'unanswered') void take()
    if (state.at === 'held' && more === 'failed') void moreTime()
  }, [live])
  const lose = useCallback(() => setState({ at: 'over', ...QUIET }), [])
  const hold = state.at === 'held' && sameSlot({ slotId: kept?.hold.slotId ?? '', day: kept?.hold.day ?? '' }, wanted?.slot ?? null)
  return { ...state, hold: hold ? (kept?.hold ?? null) : null, secondsLeft, moreTime, again: () => void take(), lose }
}

/** What was kept when the page was opened; undefined until the shop has said. */
function useFound(): Kept | null | undefined {
  const [found, setFound] = useState<Kept | null>()
  useEffect(() => {
    const ask = async () => {
      const answer = await api<CurrentHold>('GET', '/api/holds/current')
      const hold = answer.ok ? answer.data.hold : null
      setFound(hold && { hold, endsAt: onStopwatch(hold.expiresAt, hold.now) })
    }
    void ask()
  }, [])
  return found
}
