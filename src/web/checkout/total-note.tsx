import type { Ref } from 'react'
import type { Cart } from '../../contract/cart.ts'
import { formatRupees } from '../../domain/money.ts'
import { isReady, nameOf } from '../cart/line-words.ts'
import { Button } from '../ui/button.tsx'
import { Note } from '../ui/note.tsx'
import { Price } from '../ui/price.tsx'

type Props = { readonly before: Cart; readonly now: Cart; readonly okRef: Ref<HTMLButtonElement>; readonly onOk: () => void }

/** What it cost when the buyer last agreed, and what it costs now: asked again, line by line. */
export function TotalNote({ before, now, okRef, onOk }: Props) {
  return (
    <Note
      role="alert"
      title="The total changed while you were here."
      actions={
        <Button kind="dark" size="small" ref={okRef} onClick={onOk}>
          OK, <Price rupees={now.totalPrice} />
        </Button>
      }
    >
      It was <Price rupees={before.totalPrice} className="line-through" />, now it is{' '}
      <Price rupees={now.totalPrice} className="font-bold" />. {changesOf(before, now).join(' ')} Nothing you typed is lost.
    </Note>
  )
}

function changesOf(before: Cart, now: Cart): string[] {
  const was = new Map(before.items.filter(isReady).map((line) => [line._id, line]))
  const is = now.items.filter(isReady)
  const here = new Set(is.map(({ _id }) => _id))
  return [
    ...is.flatMap((line) => {
      const old = was.get(line._id)
      if (old === undefined) return [`${nameOf(line)} came in.`]
      if (old.quantity !== line.quantity) return [`${nameOf(line)}: ${old.quantity} → ${line.quantity} pieces.`]
      return old.price === line.price ? [] : [`${nameOf(line)}: ${formatRupees(old.price)} → ${formatRupees(line.price)} each.`]
    }),
    ...[...was.values()].flatMap((line) => (here.has(line._id) ? [] : [`${nameOf(line)} is not counted now.`])),
  ]
}
