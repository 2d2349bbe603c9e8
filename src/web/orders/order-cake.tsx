import type { OrderItem } from '../../contract/order.ts'
import type { Product } from '../../contract/product.ts'
import { flavourKey } from '../../domain/cake/flavour-key.ts'
import { CakeSvg } from '../cake/cake-svg.tsx'
import { ProductPicture } from '../cake/picture.tsx'
import { cakeOf } from '../product/cake-of-choice.ts'

/** The colour that an ordered cake stands on. */
export const flavourOf = ({ flavor, name }: Pick<OrderItem, 'flavor' | 'name'>): string => flavourKey(flavor === '' ? name : flavor)

type Props = {
  readonly item: OrderItem
  /** How the shop draws it now; null when it no longer does. */
  readonly product: Pick<Product, 'name' | 'drawing' | 'flavors'> | null
  readonly title?: string
  readonly className?: string
}

/** An ordered cake as it was chosen, with its words on it. */
export function OrderCake({ item, product, title, className }: Props) {
  if (product === null && item.image !== '' && item.message === '') {
    return (
      <ProductPicture
        product={{ name: item.name, image: item.image, drawing: null }}
        sizes="(min-width: 768px) 420px, 90vw"
        eager
        {...(className === undefined ? {} : { className })}
      />
    )
  }
  const drawn = product ?? { name: item.flavor === '' ? item.name : item.flavor, drawing: null, flavors: [] }
  const cake = cakeOf(drawn, item, item.message)
  return <CakeSvg {...cake} {...(title === undefined ? {} : { title })} {...(className === undefined ? {} : { className })} />
}
