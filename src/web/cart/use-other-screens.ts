import { useEffect, useRef, useState } from 'react'
import type { Cart } from '../../contract/cart.ts'
import { announce } from '../ui/announcer.tsx'
import { nameOf } from './line-words.ts'

const SHOWN_FOR = 8000

export type Mark = 'added' | 'changed'
const NOTHING: ReadonlyMap<string, Mark> = new Map()

export const MARK_SAYS: Record<Mark, string> = { added: 'Added on your other screen', changed: 'Changed on your other screen' }

/** The lines that another screen of the same person has just added or changed, for 8 s. */
export function useOtherScreens(cart: Cart | null, isOwn: (version: number) => boolean): ReadonlyMap<string, Mark> {
  const seen = useRef(cart)
  const [marks, setMarks] = useState(NOTHING)
  useEffect(() => {
    const before = seen.current
    seen.current = cart
    if (cart === null || before?.version === cart.version || isOwn(cart.version)) return
    const fresh = differences(before, cart)
    if (fresh.size === 0) return
    setMarks(fresh)
    for (const line of cart.items) {
      const mark = fresh.get(line._id)
      if (mark !== undefined) announce(`${nameOf(line)}: ${MARK_SAYS[mark].toLowerCase()}`)
    }
  }, [cart, isOwn])
  useEffect(() => {
    if (marks.size === 0) return
    const timer = setTimeout(() => setMarks(NOTHING), SHOWN_FOR)
    return () => clearTimeout(timer)
  }, [marks])
  return marks
}

function differences(before: Cart | null, now: Cart): ReadonlyMap<string, Mark> {
  const marks = new Map<string, Mark>()
  for (const line of now.items) {
    const was = before?.items.find(({ _id }) => _id === line._id)
    const said = ({ quantity, flavor, size, eggOption, design, extras, message }: typeof line) =>
      JSON.stringify([quantity, flavor, size, eggOption, design, extras, message])
    if (was === undefined) marks.set(line._id, 'added')
    else if (said(was) !== said(line)) marks.set(line._id, 'changed')
  }
  return marks
}
