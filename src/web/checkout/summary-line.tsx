import { useState } from 'react'
import type { Cart, CartLine } from '../../contract/cart.ts'
import type { Product } from '../../contract/product.ts'
import { isEggless } from '../../domain/egg.ts'
import { formatRupees } from '../../domain/money.ts'
import { EditLine } from '../cart/edit-line.tsx'
import { LinePicture } from '../cart/line-picture.tsx'
import { LineTrouble } from '../cart/line-trouble.tsx'
import { isReady, leftFor, nameOf, optionsOf } from '../cart/line-words.ts'
import type { CartActs } from '../cart/use-cart-acts.ts'
import { LiveValue } from '../ui/live-value.tsx'
import { Note } from '../ui/note.tsx'
import { VegMark } from '../ui/veg-mark.tsx'

type Props = {
  readonly line: CartLine
  readonly cart: Cart
  readonly product: Product | null
  readonly acts: CartActs
  /** What the shop said of this line when it refused the order. */
  readonly refused: string | undefined
}

export function SummaryLine({ line, cart, product, acts, refused }: Props) {
  const [editing, setEditing] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const left = leftFor(line, cart, product)
  const settle = async (act: ReturnType<CartActs['remove']>) => {
    const answer = await act
    setProblem(answer.ok ? null : answer.problem.message)
  }
  return (
    <li className="flex flex-col gap-3">
      <div className="flex gap-3">
        <LinePicture line={line} product={product} className="size-16 self-start" />
        <div className="min-w-0 flex-1 text-sm">
          <p className="font-[650] text-md leading-snug">
            {line.quantity > 1 && <span className="num">{line.quantity} × </span>}
            {line.name}
          </p>
          {line.eggOption !== '' && <VegMark eggless={isEggless(line.eggOption)} words />}
          <p className="text-ink-2">{optionsOf({ ...line, eggOption: '' })}</p>
          {line.message !== '' && <p>“{line.message}”</p>}
        </div>
        <div className="shrink-0 text-right text-sm">
          {isReady(line) ? (
            <LiveValue value={line.subtotal} format={formatRupees} strike className="flex flex-col items-end font-bold" />
          ) : (
            <span className="font-semibold text-ink-3">not counted</span>
          )}
        </div>
      </div>
      {isReady(line) && refused !== undefined && <Note kind="blocks" role="alert" title={`${nameOf(line)}: ${refused}`} />}
      <LineTrouble
        line={line}
        product={product}
        left={left}
        onTake={(quantity) => void settle(acts.update({ itemId: line._id, quantity }))}
        onChoose={() => setEditing(true)}
        onRemove={() => void settle(acts.remove(line))}
      />
      <p role="status" className="font-semibold text-anaar-ink text-sm empty:hidden">
        {problem}
      </p>
      {editing && product !== null && <EditLine line={line} product={product} acts={acts} onClose={() => setEditing(false)} />}
    </li>
  )
}
