import { isRupees } from '../../../domain/money.ts'

/** "1,234.50" or "₹450" as rupees; null when it is no amount. */
export function readRupees(typed: string): number | null {
  const rupees = Number(typed.replace(/[₹,\s]/g, ''))
  return typed.trim() !== '' && isRupees(rupees) ? rupees : null
}
