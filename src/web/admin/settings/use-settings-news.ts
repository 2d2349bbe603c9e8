import { useEffect, useRef } from 'react'
import { useRevalidator } from 'react-router'
import { untilReachable } from '../../live/reachable.ts'
import { useNews } from '../../live/use-news.ts'

/** At most one question a second, however busy the shop is. */
const PAUSE = 1000
const CONCERNS = /^(shop|slot|order|payment_notice):/

/**
 * Asks the page's loader again whenever something was set, an order took points or used a coupon, or a payment notice came. A question
 * that the shop cannot answer would put an error page in the place of the form and all that is typed there: it waits until the shop can.
 */
export function useSettingsNews(): void {
  const { revalidate } = useRevalidator()
  const left = useRef<AbortController>(undefined)
  useEffect(() => {
    left.current = new AbortController()
    return () => left.current?.abort()
  }, [])
  const asking = useRef(false)
  useNews((changes) => {
    const signal = left.current?.signal
    if (signal === undefined || asking.current || !changes.some(({ entity }) => CONCERNS.test(entity))) return
    const ask = async () => {
      await untilReachable(signal)
      asking.current = false
      if (!signal.aborted) await revalidate()
    }
    asking.current = true
    setTimeout(() => void ask(), PAUSE)
  })
}
