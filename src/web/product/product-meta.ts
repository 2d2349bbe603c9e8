import type { MetaDescriptor } from 'react-router'
import type { ProductPage } from '../../contract/product.ts'
import { largestPicture } from '../cake/picture.tsx'
import { fromPrice } from '../catalogue/price-of.ts'

/** What search engines and messengers read: title, picture, and the offer as schema.org knows it. */
export function productMeta(product: ProductPage, shopName: string, origin: string): MetaDescriptor[] {
  const url = `${origin}/product/${product._id}`
  const image = product.image === '' ? [] : [`${origin}${largestPicture(product.image)}`]
  const description = product.description.split('\n')[0] ?? ''
  return [
    { title: `${product.name} · ${shopName}` },
    { name: 'description', content: description },
    { tagName: 'link', rel: 'canonical', href: url },
    { property: 'og:type', content: 'product' },
    { property: 'og:title', content: product.name },
    { property: 'og:description', content: description },
    { property: 'og:url', content: url },
    { property: 'og:site_name', content: shopName },
    ...image.map((content) => ({ property: 'og:image', content })),
    { name: 'twitter:card', content: 'summary_large_image' },
    {
      'script:ld+json': {
        '@context': 'https://schema.org',
        '@type': 'Product',
        name: product.name,
        description: product.description,
        category: product.category,
        ...(image.length === 0 ? {} : { image }),
        brand: { '@type': 'Brand', name: shopName },
        offers: {
          '@type': 'Offer',
          url,
          priceCurrency: 'INR',
          price: fromPrice(product),
          availability: `https://schema.org/${product.stock === 0 ? 'SoldOut' : product.stock === null ? 'MadeToOrder' : 'InStock'}`,
        },
        ...(product.reviewCount === 0
          ? {}
          : { aggregateRating: { '@type': 'AggregateRating', ratingValue: product.rating, reviewCount: product.reviewCount } }),
      },
    },
  ]
}
