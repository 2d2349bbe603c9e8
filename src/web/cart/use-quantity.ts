import { useRef, useState } from 'react'
import type { CartLine } from '../../contract/cart.ts'
import type { CartActs } from './use-cart-acts.ts'

/** The quantity of one line as it is wanted here: on screen at once, sent one after another, only the last of quick clicks. */
export function useQuantity(line: CartLine, { update }: CartActs) {
  const [wanted, setWanted] = useState<number | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const next = useRef<number | null>(null)
  const sending = useRef(false)
  const send = async () => {
    sending.current = true
    while (next.current !== null) {
      const quantity = next.current
      const answer = await update({ itemId: line._id, quantity })
      if (!answer.ok) setProblem(answer.problem.message)
      if (!answer.ok || next.current === quantity) next.current = null
    }
    sending.current = false
    setWanted(null)
  }
  const want = (quantity: number) => {
    next.current = quantity
    setWanted(quantity)
    setProblem(null)
    if (!sending.current) void send()
  }
  return { quantity: wanted ?? line.quantity, want, problem }
}
