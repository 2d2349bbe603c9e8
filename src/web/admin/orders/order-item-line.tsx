import type { OrderItem } from '../../../contract/order.ts'
import { flavourKey } from '../../../domain/cake/flavour-key.ts'
import { isEggless } from '../../../domain/egg.ts'
import { fieldStyle } from '../../cake/drawing-of.ts'
import { ProductPicture } from '../../cake/picture.tsx'
import { cx } from '../../ui/cx.ts'
import { Price } from '../../ui/price.tsx'
import { VegMark } from '../../ui/veg-mark.tsx'
import { optionsOf } from './order-words.ts'

export const flavourOf = (item: Pick<OrderItem, 'flavor' | 'name'>): string => flavourKey(item.flavor === '' ? item.name : item.flavor)

/** The words for the cake, verbatim: spaces and all. */
const Verbatim = ({ children }: { children: string }) => (
  <q className="whitespace-pre-wrap break-words font-mono text-[0.9375em] quotes-auto">{children}</q>
)

/** One line of an order: the cake, how many, its options, its mark, its words. `detail`: with its price. */
export function OrderItemLine({ item, detail = false }: { item: OrderItem; detail?: boolean }) {
  const options = optionsOf(item)
  return (
    <div className="flex items-start gap-2.5">
      <span className="colour-field size-9 shrink-0 overflow-hidden rounded-xs" style={fieldStyle(flavourOf(item))}>
        <ProductPicture product={{ name: item.flavor || item.name, image: item.image, drawing: null }} sizes="36px" />
      </span>
      <div className="min-w-0 flex-1 leading-snug">
        <p className="font-semibold">
          {item.name}
          {item.quantity > 1 && <span className="num font-bold"> × {item.quantity}</span>}
          {item.done > 0 && (
            <span className="num ml-2 whitespace-nowrap font-semibold text-pista-ink text-sm">
              {item.done === item.quantity ? 'done' : `${item.done} of ${item.quantity} done`}
            </span>
          )}
        </p>
        <p className={cx('flex items-start gap-x-2 text-ink-2 text-sm', detail && 'flex-wrap')}>
          {item.eggOption !== '' && <VegMark eggless={isEggless(item.eggOption)} words={detail} />}
          {options !== '' && <span className="num min-w-0">{options}</span>}
        </p>
        {item.message !== '' && (
          <p className="mt-0.5 text-sm">
            <span className="sr-only">Message: </span>
            <Verbatim>{item.message}</Verbatim>
          </p>
        )}
      </div>
      {detail && <Price rupees={item.subtotal} className="font-semibold" />}
    </div>
  )
}
