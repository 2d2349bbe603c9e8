import { type RefObject, useCallback, useEffect, useRef } from 'react'
import type { Cart, CartLine } from '../../contract/cart.ts'
import { formatRupees } from '../../domain/money.ts'
import { pageShop } from '../app-context.ts'
import { isOpen, type SendOnce, sendingOnce } from '../live/send-once.ts'
import { LinkButton } from '../ui/link-button.tsx'
import { notify } from '../ui/toast.tsx'
import type { Route } from './+types/cart-page'
import { Beside, TWO_COLUMNS } from './beside.tsx'
import { CartLineRow } from './cart-line.tsx'
import { EmptyCart } from './empty-cart.tsx'
import { FreeDelivery } from './free-delivery.tsx'
import { isReady, nameOf } from './line-words.ts'
import { loadCart } from './load-cart.ts'
import { Sums } from './sums.tsx'
import { type CartActs, useCartActs } from './use-cart-acts.ts'
import { useCartView } from './use-cart-view.ts'
import { useOtherScreens } from './use-other-screens.ts'

export const loader = async ({ context }: Route.LoaderArgs) => await loadCart(context.get(pageShop))

export const meta: Route.MetaFunction = () => [{ title: 'Your cart' }, { name: 'robots', content: 'noindex' }]

export default function CartPage({ loaderData }: Route.ComponentProps) {
  const { cart, productOf } = useCartView(loaderData)
  const acts = useCartActs()
  const marks = useOtherScreens(cart, acts.isOwn)
  const heading = useRef<HTMLHeadingElement>(null)
  const remove = useRemoval(acts)
  useFocusKept(cart?.items.length ?? 0, heading)
  if (cart === null || cart.items.length === 0) {
    return (
      <div className="page-width py-8">
        <EmptyCart />
      </div>
    )
  }
  const waiting = cart.items.filter((line) => !isReady(line)).length
  return (
    <div className={`page-width py-4 md:py-6 ${TWO_COLUMNS}`}>
      <div className="min-w-0">
        <h1 ref={heading} tabIndex={-1} className="mb-2 text-3xl outline-none">
          Your cart
        </h1>
        <ul>
          {cart.items.map((line) => (
            <CartLineRow
              key={line._id}
              line={line}
              cart={cart}
              product={productOf(line)}
              mark={marks.get(line._id)}
              acts={acts}
              onRemove={remove}
            />
          ))}
        </ul>
      </div>
      <Beside label="What it costs" action={<ToCheckout waiting={waiting} total={cart.totalPrice} />}>
        <FreeDelivery subtotal={cart.subtotal} />
        <Sums cart={cart} />
      </Beside>
    </div>
  )
}

/** Whose focus left with its line reads on from the heading. */
function useFocusKept(lines: number, heading: RefObject<HTMLHeadingElement | null>): void {
  const before = useRef(lines)
  useEffect(() => {
    const fewer = lines < before.current
    before.current = lines
    if (fewer && document.activeElement === document.body) (heading.current ?? document.getElementById('main'))?.focus()
  }, [lines, heading])
}

/** @returns what takes a line out, with the way back; it resolves to why it could not be taken out, null when it was */
function useRemoval({ add, remove }: CartActs) {
  return useCallback(
    async (line: CartLine): Promise<string | null> => {
      const answer = await remove(line)
      if (!answer.ok) return answer.problem.message
      const canReturn = isReady(line) || line.state === 'short'
      const once = sendingOnce<Cart>()
      notify(`${nameOf(line)} removed`, canReturn ? { action: { label: 'Undo', onClick: () => void putBack(add, line, once) } } : {})
      return null
    },
    [add, remove],
  )
}

/** @param once of this one removal: it is taken back once, however often it is tried */
async function putBack(add: CartActs['add'], line: CartLine, once: SendOnce<Cart>): Promise<void> {
  const { productId, quantity, flavor, size, eggOption, design, extras, message } = line
  const wanted = {
    productId,
    quantity,
    ...(flavor !== '' && { flavor }),
    ...(size !== '' && { size }),
    ...(eggOption !== '' && { eggOption }),
    design,
    extras,
    ...(message !== '' && { message }),
  }
  const answer = await add(wanted, once)
  if (answer.ok) return
  if (!isOpen(answer.problem)) notify(`Not put back. ${answer.problem.message}`, { kind: 'error' })
  else {
    const again = { label: 'Try again', onClick: () => void putBack(add, line, once) }
    notify('No answer from the shop. It may be back already.', { kind: 'error', action: again })
  }
}

function ToCheckout({ waiting, total }: { waiting: number; total: number }) {
  if (waiting === 0) {
    return (
      <LinkButton to="/checkout" kind="primary" size="big" className="w-full">
        Checkout · {formatRupees(total)}
      </LinkButton>
    )
  }
  return (
    <p role="status" className="rounded-md bg-sunken px-4 py-3 text-center font-semibold text-sm">
      {waiting === 1 ? 'Answer the question above first, then check out.' : `Answer the ${waiting} questions above first, then check out.`}
    </p>
  )
}
