import type { CartLine } from '../../contract/cart.ts'
import type { Product } from '../../contract/product.ts'
import { Button } from '../ui/button.tsx'
import { Note } from '../ui/note.tsx'
import { lostOptions } from './line-words.ts'

type Props = {
  readonly line: CartLine
  readonly product: Product | null
  readonly left: number | null
  readonly onTake: (quantity: number) => void
  readonly onChoose: () => void
  readonly onRemove: () => void
}

/** Why this line cannot be ordered as it stands, and what can be done. */
export function LineTrouble({ line, product, left, onTake, onChoose, onRemove }: Props) {
  const remove = (
    <Button size="small" onClick={onRemove}>
      Remove
    </Button>
  )
  if (line.state === 'ready') return null
  if (line.state === 'short') {
    const some = left !== null && left > 0 && left < line.quantity
    const take = some && (
      <Button kind="dark" size="small" onClick={() => onTake(left)}>
        Take {left}
      </Button>
    )
    return (
      <Note
        kind="blocks"
        title={some ? `Only ${left} left.` : left === 0 ? 'Sold out.' : 'There are fewer left than this.'}
        actions={
          <>
            {take}
            {remove}
          </>
        }
      >
        {some ? 'Take fewer, or remove it.' : left === 0 ? 'The last piece is gone; remove it to order the rest.' : 'Lower the number.'}
      </Note>
    )
  }
  if ((line.state === 'option-gone' || line.state === 'option-unavailable') && product !== null) {
    const lost = lostOptions(line, product)
    const choose = (
      <Button kind="dark" size="small" onClick={onChoose}>
        Choose again
      </Button>
    )
    return (
      <Note
        kind="blocks"
        title={
          lost.length === 0
            ? 'This cake has new options.'
            : `${lost.join(' and ')} ${line.state === 'option-gone' ? 'is no longer made' : 'cannot be had now'}.`
        }
        actions={
          <>
            {choose}
            {remove}
          </>
        }
      >
        Choose from what is, or remove it.
      </Note>
    )
  }
  return (
    <Note kind="blocks" title="No longer on offer." actions={remove}>
      Remove it to order the rest. If it comes back, this line says so.
    </Note>
  )
}
