import { useMemo } from 'react'
import { data } from 'react-router'
import type { AdminProduct } from '../../contract/product.ts'
import { pageShop } from '../app-context.ts'
import { knownProduct } from '../live/known.ts'
import { useSeed } from '../live/use-entities.ts'
import type { Route } from './+types/product-editor-page'
import { ProductEditor } from './products/product-editor.tsx'

export async function loader({ context, params }: Route.LoaderArgs) {
  const shop = context.get(pageShop)
  // For a new product it only asks whether this viewer may.
  if (params.id === undefined) return { product: await shop.adminProducts({ limit: 1 }).then(() => null) }
  const product = await shop.adminProduct(params.id)
  if (product === null) throw data(null, { status: 404 })
  return { product }
}

const NOTHING: readonly AdminProduct[] = []

export default function ProductEditorPage({ loaderData: { product } }: Route.ComponentProps) {
  useSeed(useMemo(() => (product === null ? NOTHING : [product]).map(knownProduct), [product]))
  return <ProductEditor key={product?._id ?? 'new'} loaded={product} />
}
