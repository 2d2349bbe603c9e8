import type { Product } from '../../contract/product.ts'
import type { Opened } from '../delivery/use-openings.ts'
import { cx } from '../ui/cx.ts'
import { ProductCard } from './product-card.tsx'

type Props = {
  readonly products: readonly Product[]
  readonly opened: Opened | null
  readonly columns: 3 | 4
  readonly level?: 2 | 3
  readonly eager?: number
}

export function ProductGrid({ products, opened, columns, level = 3, eager = 0 }: Props) {
  return (
    <ul className={cx('grid grid-cols-2 gap-x-3 gap-y-6 sm:gap-x-5 md:grid-cols-3', columns === 4 && 'lg:grid-cols-4')}>
      {products.map((product, place) => (
        <li key={product._id} className="min-w-0">
          <ProductCard product={product} opened={opened} level={level} eager={place < eager} />
        </li>
      ))}
    </ul>
  )
}
