import type { StockAlert, StockAlertCount } from '../../contract/stock-alert.ts'
import { useRootData } from '../root-data.ts'
import { useEntity } from './use-entities.ts'

/** Whether the viewer waits for this product, live on all their screens. */
export function useIsWaiting(productId: string): boolean {
  const { alerts } = useRootData()
  const loaded = alerts.find((alert) => alert.productId === productId) ?? null
  return useEntity<StockAlert>(`stock_alert:${productId}`, loaded)?.state === 'waiting'
}

/** How many people wait for it, live, for staff with the right to the catalogue. `loaded` null: nobody ever did. */
export const useWaiting = (productId: string, loaded: StockAlertCount | null): number =>
  useEntity<StockAlertCount>(`stock_alert_count:${productId}`, loaded)?.waiting ?? 0
