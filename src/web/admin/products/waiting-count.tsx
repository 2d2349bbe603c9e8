import type { StockAlertCount } from '../../../contract/stock-alert.ts'
import { useWaiting } from '../../live/use-stock-alert.ts'
import { LiveValue } from '../../ui/live-value.tsx'

const words = (waiting: number): string => (waiting === 1 ? '1 waits for it' : `${waiting} wait for it`)

/** How many want to be told when it can be ordered again; nothing while nobody does. */
export function WaitingCount({ productId, loaded }: { productId: string; loaded: StockAlertCount | null }) {
  const waiting = useWaiting(productId, loaded)
  if (waiting === 0) return null
  return <LiveValue value={waiting} format={words} className="block text-neel-ink text-sm" />
}
