import type { Paise } from './money.ts'

const SMALL =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  )
const TENS = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety']

function below100(n: number): string {
  if (n < 20) return SMALL[n] ?? ''
  return n % 10 === 0 ? (TENS[n / 10] ?? '') : `${TENS[Math.floor(n / 10)]}-${SMALL[n % 10]}`
}

const PLACES = [
  [10_000_000, 'crore'],
  [100_000, 'lakh'],
  [1000, 'thousand'],
  [100, 'hundred'],
] as const

function inWords(n: number): string {
  if (n < 100) return below100(n)
  const words: string[] = []
  let left = n
  for (const [size, name] of PLACES) {
    if (left < size) continue
    words.push(`${inWords(Math.floor(left / size))} ${name}`)
    left %= size
  }
  if (left > 0) words.push(below100(left))
  return words.join(' ')
}

/** "Rupees one lakh twenty-eight thousand four hundred seventeen and sixty paise only". */
export function amountInWords(amount: Paise): string {
  const [rupees, paise] = [Math.floor(amount / 100), amount % 100]
  return `Rupees ${inWords(rupees)}${paise === 0 ? '' : ` and ${below100(paise)} paise`} only`
}
