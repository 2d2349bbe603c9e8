import { useEffect, useMemo, useRef, useState } from 'react'
import { useSearchParams } from 'react-router'
import type { Product } from '../../contract/product.ts'
import { chooseOf } from '../catalogue/price-of.ts'
import { readWanted, type Wanted, writeWanted } from './choice-url.ts'

const TYPING_PAUSE = 400

/** What is wanted, and what of it the product has. The URL follows a moment later, so that the page can be sent to somebody. */
export function useChoice(product: Product) {
  const [params, setParams] = useSearchParams()
  const [wanted, setWanted] = useState(() => readWanted(params))
  const touched = useRef(false)
  const want = (change: Partial<Wanted>) => {
    touched.current = true
    setWanted((before) => ({ ...before, ...change }))
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: setParams is another one after every navigation, ours too
  useEffect(() => {
    if (!touched.current) return
    const timer = setTimeout(() => setParams(writeWanted(wanted), { replace: true, preventScrollReset: true }), TYPING_PAUSE)
    return () => clearTimeout(timer)
  }, [wanted])
  const found = useMemo(() => chooseOf(product, wanted), [product, wanted])
  // What is no longer made, or not now, falls back to the first of its kind, and the page says so.
  const chosen = useMemo(() => {
    const without = [...found.unknown, ...found.unavailable]
    const kept = {
      ...wanted,
      extras: wanted.extras?.filter((name) => !without.some((lost) => lost.field === 'extras' && lost.name === name)),
    }
    for (const { field } of without) if (field !== 'extras') kept[field] = ''
    return chooseOf(product, kept)
  }, [product, wanted, found])
  return {
    chosen,
    lost: found.unknown.map(({ name }) => name),
    paused: found.unavailable.map(({ name }) => name),
    message: wanted.message,
    want,
  }
}
