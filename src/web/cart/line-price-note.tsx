import { useState } from 'react'
import type { CartLine } from '../../contract/cart.ts'
import { Button } from '../ui/button.tsx'
import { Note } from '../ui/note.tsx'
import { Price } from '../ui/price.tsx'
import { isReady, optionsOf } from './line-words.ts'

type Seen = { readonly price: number; readonly options: string }

/** What a piece cost when the buyer last looked, and what it costs now, until it is read. Other options have another price of their own. */
export function LinePriceNote({ line }: { line: CartLine }) {
  const now: Seen = { price: line.price, options: optionsOf(line) }
  const [seen, setSeen] = useState(now)
  if (seen.options !== now.options) setSeen(now)
  if (!isReady(line) || seen.options !== now.options || seen.price === now.price) return null
  return (
    <Note
      role="status"
      title={
        <>
          Now <Price rupees={now.price} /> each
        </>
      }
      actions={
        <Button kind="dark" size="small" onClick={() => setSeen(now)}>
          OK
        </Button>
      }
    >
      It was <Price rupees={seen.price} className="line-through" /> when you last looked.
    </Note>
  )
}
