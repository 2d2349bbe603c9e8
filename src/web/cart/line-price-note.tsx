import { useState } from 'react'
import type { CartLine } from '../../contract/cart.ts'
import { Button } from '../ui/button.tsx'
import { Note } from '../ui/note.tsx'
import { Price } from '../ui/price.tsx'
import { isReady, nameOf } from './line-words.ts'
import type { CartActs } from './use-cart-acts.ts'

type Props = { readonly line: CartLine; readonly accept: CartActs['accept']; readonly onRemove: () => void }

/** What a piece cost when it was put in, and what it costs now: kept or removed, on all screens of its owner. */
export function LinePriceNote({ line, accept, onRemove }: Props) {
  const [problem, setProblem] = useState<string | null>(null)
  if (!isReady(line) || line.priceBefore === null) return null
  const keep = async () => {
    const answer = await accept(line)
    setProblem(answer.ok ? null : answer.problem.message)
  }
  return (
    <Note
      role="status"
      title={
        <>
          <Price rupees={line.priceBefore} className="line-through" /> → <Price rupees={line.price} /> each.
        </>
      }
      actions={
        <>
          <Button kind="dark" size="small" aria-label={`Keep ${nameOf(line)}`} onClick={() => void keep()}>
            Keep it
          </Button>
          <Button size="small" aria-label={`Remove ${nameOf(line)} at its new price`} onClick={onRemove}>
            Remove
          </Button>
        </>
      }
    >
      {problem ?? (line.price > line.priceBefore ? 'It costs more since you put it in.' : 'It costs less since you put it in.')}
    </Note>
  )
}
