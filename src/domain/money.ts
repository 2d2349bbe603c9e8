/** An amount in integer paise (1/100 rupee). All arithmetic inside the shop is in paise. */
export type Paise = number & { readonly unit: 'paise' }

/** Largest amount that the shop deals in: one crore rupees. */
export const MAX_PAISE = 1_000_000_000 as Paise

/** @throws RangeError when `n` is not a whole number of paise between zero and {@link MAX_PAISE} */
export function paise(n: number): Paise {
  if (!Number.isSafeInteger(n) || n < 0 || n > MAX_PAISE) throw new RangeError(`Not an amount in paise: ${n}`)
  // Adding zero turns -0 into 0.
  return (n + 0) as Paise
}

/** True when `rupees` is a finite amount with at most two decimals, as the wire carries it. */
export function isRupees(rupees: number): boolean {
  const scaled = Math.round(rupees * 100)
  return Number.isSafeInteger(scaled) && scaled >= 0 && scaled <= MAX_PAISE && scaled / 100 === rupees
}

/** The wire's rupees (450.5) as paise (45050). @throws RangeError when it is no such amount */
export function fromRupees(rupees: number): Paise {
  if (!isRupees(rupees)) throw new RangeError(`Not an amount in rupees: ${rupees}`)
  return paise(Math.round(rupees * 100))
}

/** Paise as the wire's rupees: 45050 becomes 450.5. */
export const toRupees = (amount: Paise): number => amount / 100

export const sumPaise = (amounts: readonly Paise[]): Paise => paise(amounts.reduce<number>((sum, amount) => sum + amount, 0))

/** ₹1,28,417.60: Indian grouping, paise only when they are not zero. */
export function formatRupees(rupees: number): string {
  const digits = Number.isInteger(rupees) ? 0 : 2
  return `₹${rupees.toLocaleString('en-IN', { minimumFractionDigits: digits, maximumFractionDigits: digits })}`
}

/** "1,234.50" or "₹450" as rupees; null when it is no amount. */
export function readRupees(typed: string): number | null {
  const rupees = Number(typed.replace(/[₹,\s]/g, ''))
  return typed.trim() !== '' && isRupees(rupees) ? rupees : null
}
