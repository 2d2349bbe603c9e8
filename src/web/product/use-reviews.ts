import { useMemo } from 'react'
import type { Review } from '../../contract/product.ts'
import type { ReviewState } from '../../contract/review.ts'
import { newest } from '../live/newest.ts'
import { useEntities } from '../live/use-entities.ts'

const SHOWN = 20

/** Staff hear of reviews that nobody else sees. */
type Heard = Review & { readonly state?: ReviewState }

/** The newest reviews of a product, live. */
export function useReviews(productId: string, loaded: readonly Review[]): readonly Review[] {
  const entities = useEntities()
  return useMemo(() => {
    const known = new Set(loaded.map(({ _id }) => `review:${_id}`))
    const kept = loaded.flatMap((review) => newest<Heard>(entities.get(`review:${review._id}`), review, review.version) ?? [])
    const come = [...entities].flatMap(([entity, held]) =>
      entity.startsWith('review:') && !known.has(entity) && held.data !== null ? [held.data as Heard] : [],
    )
    return [...kept, ...come.filter((review) => review.productId === productId)]
      .filter(({ state = 'published' }) => state === 'published')
      .sort((one, other) => other.date.localeCompare(one.date))
      .slice(0, SHOWN)
  }, [entities, productId, loaded])
}
