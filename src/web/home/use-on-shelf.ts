import { useState } from 'react'
import { productOf } from '../catalogue/filters.ts'
import { useNews } from '../live/use-news.ts'

/** How many products are on offer: as loaded, and counted on with every one that comes or goes. */
export function useOnShelf(loaded: number): number {
  const [difference, setDifference] = useState({ for: loaded, by: 0 })
  useNews((changes) => {
    const came = changes.filter((change) => change.type === 'product_created' && productOf(change)?.available === true).length
    const went = changes.filter((change) => change.type === 'product_deleted').length
    if (came !== went) setDifference((before) => ({ for: loaded, by: (before.for === loaded ? before.by : 0) + came - went }))
  })
  return Math.max(0, loaded + (difference.for === loaded ? difference.by : 0))
}
