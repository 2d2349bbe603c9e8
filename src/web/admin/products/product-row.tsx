import { Link } from 'react-router'
import type { AdminProduct } from '../../../contract/product.ts'
import type { StockAlertCount } from '../../../contract/stock-alert.ts'
import { drawingOf, fieldStyle } from '../../cake/drawing-of.ts'
import { ProductPicture } from '../../cake/picture.tsx'
import { cx } from '../../ui/cx.ts'
import { LiveValue } from '../../ui/live-value.tsx'
import { Price } from '../../ui/price.tsx'
import { Tag } from '../../ui/tag.tsx'
import { useJustChanged } from '../../ui/use-just-changed.ts'
import { ArchiveButton } from './archive-button.tsx'
import { InlinePrice } from './inline-price.tsx'
import { RestoreButton } from './restore.tsx'
import { Toggle } from './toggle.tsx'
import { WaitingCount } from './waiting-count.tsx'

const cell = 'max-lg:block max-lg:p-0 lg:px-3 lg:py-1.5'

const stockWords = (stock: number): string => (stock === 0 ? 'Sold out' : `${stock} left`)

type Props = { readonly product: AdminProduct; readonly waiting: StockAlertCount | null }

export function ProductRow({ product, waiting }: Props) {
  const changed = useJustChanged(product.version)
  return (
    <tr
      data-product={product._id}
      className={cx(
        'max-lg:grid max-lg:grid-cols-[1fr_auto] max-lg:content-start max-lg:items-center max-lg:gap-x-4 max-lg:gap-y-1 max-lg:rounded-md max-lg:bg-surface max-lg:p-4 max-lg:shadow-1 lg:border-line lg:border-t',
        changed && 'just-changed',
        product.archived && 'text-ink-2',
      )}
    >
      <th scope="row" className={cx(cell, 'text-left font-normal')}>
        <Link to={`/admin/products/${product._id}`} className="group flex min-h-12 items-center gap-3">
          <span className="colour-field size-12 shrink-0 overflow-hidden rounded-sm" style={fieldStyle(drawingOf(product).flavour)}>
            <ProductPicture product={product} sizes="48px" />
          </span>
          <span className="min-w-0">
            <span className="block font-semibold leading-snug group-hover:underline">{product.name}</span>
            <span className="text-ink-2 text-sm">
              {product.category}
              {product.subcategory !== '' && ` · ${product.subcategory}`}
            </span>
          </span>
        </Link>
      </th>
      <td className={cell}>{product.archived ? <Price rupees={product.basePrice} /> : <InlinePrice product={product} />}</td>
      <td className={cx(cell, 'max-lg:text-right')}>
        {product.stock === null ? (
          <span className="text-ink-2 text-sm">Made to order</span>
        ) : (
          <LiveValue value={product.stock} format={stockWords} strike className={product.stock === 0 ? 'font-bold text-anaar-ink' : ''} />
        )}
        <WaitingCount productId={product._id} loaded={waiting} />
      </td>
      {product.archived ? (
        <>
          <td className={cell} colSpan={2}>
            <Tag>Archived</Tag>
          </td>
          <td className={cx(cell, 'text-right max-lg:col-start-2 max-lg:row-start-1')}>
            <RestoreButton product={product} />
          </td>
        </>
      ) : (
        <>
          <td className={cell}>
            <Toggle product={product} field="available" label="Available" />
          </td>
          <td className={cell}>
            <Toggle product={product} field="featured" label="Featured" />
          </td>
          <td className={cx(cell, 'text-right max-lg:col-start-2 max-lg:row-start-1')}>
            <ArchiveButton product={product} />
          </td>
        </>
      )}
    </tr>
  )
}
