import { useEffect, useMemo, useRef, useState } from 'react'
import { useSearchParams } from 'react-router'
import type { Product } from '../../contract/product.ts'
import { chooseOf } from '../catalogue/price-of.ts'
import { seatBase } from '../live/api.ts'
import { readWanted, type Wanted, writeWanted } from './choice-url.ts'

const TYPING_PAUSE = 400

/**
 * The address says what is wanted, so that the page can be sent to somebody and found again. No navigation: it would call back who is
 * already on the way to another page.
 */
function writeAddress(productId: string, wanted: Wanted): void {
  const { pathname, hash } = window.location
  // Elsewhere already, and this page only still on screen.
  if (pathname !== `${seatBase()}/product/${productId}`) return
  const search = writeWanted(wanted).toString()
  window.history.replaceState(window.history.state, '', `${pathname}${search === '' ? '' : `?${search}`}${hash}`)
}

/** What is wanted, and what of it the product has. The address follows a moment later. */
export function useChoice(product: Product) {
  const [params] = useSearchParams()
  const [wanted, setWanted] = useState(() => readWanted(params))
  const touched = useRef(false)
  const want = (change: Partial<Wanted>) => {
    touched.current = true
    setWanted((before) => ({ ...before, ...change }))
  }
  useEffect(() => {
    if (!touched.current) return
    const timer = setTimeout(() => writeAddress(product._id, wanted), TYPING_PAUSE)
    return () => clearTimeout(timer)
  }, [product._id, wanted])
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
