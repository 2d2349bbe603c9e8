/** A cart in whole numbers of paise, thousandths and hundredths of a percent, so that nothing of the code under test is used to make it. */
export type ExactCart = {
  readonly lines: readonly {
    readonly base: number
    readonly factors: readonly number[]
    readonly charges: readonly number[]
    readonly quantity: number
    readonly hsn: string
    readonly rate: number
  }[]
  readonly terms: {
    readonly delivery: { readonly fee: number; readonly freeAbove: number | null } | null
    readonly coupon: {
      readonly code: string
      readonly kind: 'percent' | 'amount' | 'free-delivery'
      readonly value: number
      readonly maxDiscount: number | null
    } | null
    readonly supply: 'within-state' | 'between-states' | null
  }
}

/** Half up, by exact fractions. */
function rounded(numerator: bigint, denominator: bigint): bigint {
  const whole = numerator / denominator
  return 2n * (numerator % denominator) >= denominator ? whole + 1n : whole
}

const MOST = 1_000_000_000n
const sum = (all: readonly bigint[]) => all.reduce((total, one) => total + one, 0n)
const least = (one: bigint, other: bigint) => (one < other ? one : other)

/** What a cart costs, by fractions of big integers alone. null: more than the shop deals in. */
export function exactQuote({ lines, terms: { delivery, coupon, supply } }: ExactCart) {
  const priced = lines.map(({ base, factors, charges, quantity }) => {
    const scale = 1000n ** BigInt(factors.length)
    const product = factors.reduce((all, factor) => all * BigInt(factor), BigInt(base))
    // Base × factors + charges as one fraction, rounded as a whole.
    const price = rounded(product + sum(charges.map(BigInt)) * scale, scale)
    return { price, subtotal: price * BigInt(quantity) }
  })
  const subtotal = sum(priced.map((line) => line.subtotal))
  const discount = coupon === null ? 0n : least(subtotal, offOf(coupon, subtotal))
  const charged = delivery !== null && coupon?.kind !== 'free-delivery' && subtotal > 0n
  const fee = charged && (delivery.freeAbove === null || subtotal <= BigInt(delivery.freeAbove)) ? BigInt(delivery.fee) : 0n
  const total = subtotal - discount + fee
  if ([...priced.flatMap(({ price, subtotal }) => [price, subtotal]), subtotal, total].some((amount) => amount > MOST)) return null
  const shares = sharesOf(
    discount,
    priced.map((line) => line.subtotal),
  )
  const taxes = supply === null ? [] : priced.map((line, i) => 2n * half(line.subtotal - (shares[i] ?? 0n), lines[i]?.rate ?? 0))
  const deliveryTax = supply === null ? 0n : 2n * half(fee, Math.max(0, ...lines.map(({ rate }) => rate)))
  return { priced, shares, taxes, subtotal, discount, fee, deliveryTax, taxIncluded: sum(taxes) + deliveryTax, total }
}

function offOf({ kind, value, maxDiscount }: NonNullable<ExactCart['terms']['coupon']>, subtotal: bigint): bigint {
  if (kind === 'free-delivery') return 0n
  if (kind === 'amount') return BigInt(value)
  const off = rounded(subtotal * BigInt(value), 10_000n)
  return maxDiscount === null ? off : least(off, BigInt(maxDiscount))
}

const half = (gross: bigint, rate: number): bigint => rounded(gross * BigInt(rate), 2n * BigInt(10_000 + rate))

/** Largest remainder: paisa after paisa to whom the most is missing. */
function sharesOf(amount: bigint, weights: readonly bigint[]): bigint[] {
  const whole = sum(weights)
  if (whole === 0n) return weights.map(() => 0n)
  const shares = weights.map((weight) => (amount * weight) / whole)
  const missing = weights.map((weight, i) => amount * weight - (shares[i] ?? 0n) * whole)
  for (let left = amount - sum(shares); left > 0n; left--) {
    const next = missing.reduce((best, rest, i) => (rest > (missing[best] ?? 0n) ? i : best), 0)
    shares[next] = (shares[next] ?? 0n) + 1n
    missing[next] = -1n
  }
  return shares
}
