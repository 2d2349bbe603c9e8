import { useMemo } from 'react'
import { data } from 'react-router'
import { pageShop } from '../app-context.ts'
import { knownAlertCount, knownProduct } from '../live/known.ts'
import { useSeed } from '../live/use-entities.ts'
import type { Route } from './+types/product-editor-page'
import { ProductEditor } from './products/product-editor.tsx'

export async function loader({ context, params }: Route.LoaderArgs) {
  const shop = context.get(pageShop)
  // For a new product it only asks whether this viewer may.
  if (params.id === undefined) return { product: await shop.adminProducts({ limit: 1 }).then(() => null), waiting: null }
  const product = await shop.adminProduct(params.id)
  if (product === null) throw data(null, { status: 404 })
  const [waiting = null] = await shop.stockAlertCounts([product._id])
  return { product, waiting }
}

export default function ProductEditorPage({ loaderData: { product, waiting } }: Route.ComponentProps) {
  useSeed(
    useMemo(
      () => [...(product === null ? [] : [knownProduct(product)]), ...(waiting === null ? [] : [knownAlertCount(waiting)])],
      [product, waiting],
    ),
  )
  return <ProductEditor key={product?._id ?? 'new'} loaded={product} waiting={waiting} />
}
