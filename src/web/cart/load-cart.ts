import type { Cart } from '../../contract/cart.ts'
import type { PageShop } from '../../contract/page.ts'
import type { Product } from '../../contract/product.ts'

export type LoadedCart = { readonly cart: Cart | null; readonly products: readonly Product[] }

/** The cart, and of what it holds the products that are still on offer: for their pictures, options and stock. */
export async function loadCart(shop: PageShop): Promise<LoadedCart> {
  const cart = await shop.cart()
  const ids = new Set(cart?.items.map(({ productId }) => productId))
  const pages = await Promise.all([...ids].map((id) => shop.product(id)))
  const products = pages.flatMap((page): Product[] => {
    if (page === null) return []
    const { reviews: _, ...product } = page
    return [product]
  })
  return { cart, products }
}
