import { useEffect, useRef } from 'react'
import { useRevalidator } from 'react-router'
import { useNews } from '../../live/use-news.ts'

/** At most one question a second, however busy the shop is. */
const PAUSE = 1000
const CONCERNS = /^(shop|slot|order|payment_notice):/

/** Asks the page's loader again whenever something was set, an order took points or used a coupon, or a payment notice came. */
export function useSettingsNews(): void {
  const { revalidate } = useRevalidator()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  useNews((changes) => {
    if (timer.current !== undefined || !changes.some(({ entity }) => CONCERNS.test(entity))) return
    timer.current = setTimeout(() => {
      timer.current = undefined
      void revalidate()
    }, PAUSE)
  })
}
