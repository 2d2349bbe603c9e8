import { useMemo } from 'react'
import type { ProductImport } from '../../../contract/product-file.ts'
import { useEntities } from '../../live/use-entities.ts'

/** The import that began last, whoever began it, live. `loaded`: as the page's loader told it. */
export function useNewestImport(loaded: ProductImport | null): ProductImport | null {
  const entities = useEntities()
  return useMemo(() => {
    let newest = loaded
    for (const [entity, { data }] of entities) {
      if (!entity.startsWith('import:') || data === null) continue
      const other = data as ProductImport
      if (newest === null || isAfter(other, newest)) newest = other
    }
    return newest
  }, [entities, loaded])
}

const isAfter = (one: ProductImport, other: ProductImport): boolean =>
  one._id === other._id ? one.version > other.version : one.startedAt > other.startedAt
