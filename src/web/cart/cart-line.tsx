import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'react-router'
import { type Cart, type CartLine, MAX_QUANTITY } from '../../contract/cart.ts'
import type { Product } from '../../contract/product.ts'
import { isEggless } from '../../domain/egg.ts'
import { formatRupees } from '../../domain/money.ts'
import { writeWanted } from '../product/choice-url.ts'
import { Bead } from '../ui/bead.tsx'
import { Button } from '../ui/button.tsx'
import { cx } from '../ui/cx.ts'
import { LiveValue } from '../ui/live-value.tsx'
import { Stepper } from '../ui/stepper.tsx'
import { VegMark } from '../ui/veg-mark.tsx'
import { EditLine } from './edit-line.tsx'
import { LinePicture } from './line-picture.tsx'
import { LinePriceNote } from './line-price-note.tsx'
import { LineTrouble } from './line-trouble.tsx'
import { isReady, leftFor, nameOf, optionsOf } from './line-words.ts'
import type { CartActs } from './use-cart-acts.ts'
import { MARK_SAYS, type Mark } from './use-other-screens.ts'
import { useQuantity } from './use-quantity.ts'

type Props = {
  readonly line: CartLine
  readonly cart: Cart
  readonly product: Product | null
  readonly mark: Mark | undefined
  readonly acts: CartActs
  readonly onRemove: (line: CartLine) => Promise<string | null>
}

export function CartLineRow({ line, cart, product, mark, acts, onRemove }: Props) {
  const { quantity, want, problem } = useQuantity(line, acts)
  const [leaving, setLeaving] = useState(false)
  const [kept, setKept] = useState<string | null>(null)
  const [editing, setEditing] = useState(false)
  const left = leftFor(line, cart, product)
  const remove = async () => {
    setLeaving(true)
    setKept(await onRemove(line))
    setLeaving(false)
  }
  return (
    <li
      aria-busy={leaving}
      className={cx(
        'flex gap-4 border-line border-b py-4 transition-opacity max-md:-mx-[var(--page)] max-md:px-[var(--page)] md:px-4',
        mark !== undefined && 'just-changed bg-haldi-tint',
        leaving && 'opacity-50',
      )}
    >
      <LinePicture line={line} product={product} className="size-20 self-start sm:size-24" />
      <div className="flex min-w-0 flex-1 flex-col gap-2">
        <LineWords line={line} mark={mark} />
        <LinePriceNote line={line} accept={acts.accept} onRemove={() => void remove()} />
        <LineTrouble
          line={line}
          product={product}
          left={left}
          onTake={want}
          onChoose={() => setEditing(true)}
          onRemove={() => void remove()}
        />
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
          {(isReady(line) || line.state === 'short') && (
            <Stepper
              label={`Quantity of ${nameOf(line)}`}
              value={quantity}
              max={Math.min(MAX_QUANTITY, Math.max(left ?? MAX_QUANTITY, isReady(line) ? line.quantity : 0))}
              onChange={want}
            />
          )}
          <span className="ml-auto flex items-center">
            {product !== null && isReady(line) && (
              <Button kind="quiet" className="px-4" onClick={() => setEditing(true)} aria-label={`Edit ${nameOf(line)}`}>
                Edit
              </Button>
            )}
            {isReady(line) && (
              <Button kind="quiet" size="square" onClick={() => void remove()} aria-label={`Remove ${nameOf(line)}`}>
                <Trash2 className="size-5" aria-hidden="true" />
              </Button>
            )}
          </span>
        </div>
        <p role="status" className="font-semibold text-anaar-ink text-sm empty:hidden">
          {problem ?? kept}
        </p>
      </div>
      {editing && product !== null && <EditLine line={line} product={product} acts={acts} onClose={() => setEditing(false)} />}
    </li>
  )
}

function LineWords({ line, mark }: Pick<Props, 'line' | 'mark'>) {
  return (
    <div className="flex gap-3">
      <div className="min-w-0 flex-1">
        <h2 className="flex items-start gap-2 font-sans font-[650] text-md leading-snug tracking-normal">
          {line.eggOption !== '' && (
            <span className="mt-px">
              <VegMark eggless={isEggless(line.eggOption)} />
            </span>
          )}
          <Link
            to={{ pathname: `/product/${line.productId}`, search: writeWanted(line).toString() }}
            className="min-w-0 decoration-2 decoration-haldi underline-offset-4 hover:underline"
          >
            {line.name}
          </Link>
        </h2>
        <p className="text-ink-2 text-sm">{optionsOf(line)}</p>
        {line.message !== '' && <p className="text-sm">“{line.message}”</p>}
        {mark !== undefined && (
          <p className="mt-1">
            <Bead>{MARK_SAYS[mark]}</Bead>
          </p>
        )}
      </div>
      <div className="shrink-0 text-right">
        {isReady(line) ? (
          <>
            <LiveValue
              value={line.subtotal}
              format={formatRupees}
              says={(now: number) => `${nameOf(line)}: now ${formatRupees(now)}`}
              className="font-bold"
            />
            {line.quantity > 1 && <p className="num text-ink-3 text-sm">{formatRupees(line.price)} each</p>}
          </>
        ) : (
          <span className="font-semibold text-ink-3 text-sm">not counted</span>
        )}
      </div>
    </div>
  )
}
