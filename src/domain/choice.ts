import type { Paise } from './money.ts'
import type { Thousandths } from './price.ts'

/** What is chosen of each kind; '' where the product has none of that kind. */
export type Choice = {
  readonly flavor: string
  readonly size: string
  readonly eggOption: string
  /** '' is plain. */
  readonly design: string
  /** Each once, in the order of {@link inOrder}. */
  readonly extras: readonly string[]
}
export type ChoiceField = keyof Choice

/** Of these a cake has exactly one each, where the product offers any. */
export const CHOICE_FIELDS = ['flavor', 'size', 'eggOption'] as const satisfies readonly ChoiceField[]

/** One option that a product offers. */
export type Option = {
  readonly field: ChoiceField
  readonly name: string
  readonly factor: Thousandths
  /** Added after the factors. */
  readonly charge: Paise
  /** False: the product has it, but it cannot be had now. */
  readonly available: boolean
  /** Capacity points of one piece in this size; null: the product's. */
  readonly points: number | null
}

/** What may be wanted; left out or empty: the first of its kind that can be had, no design, no extras. */
export type Wanted = {
  readonly [F in Exclude<ChoiceField, 'extras'>]?: string | undefined
} & { readonly extras?: readonly string[] | undefined }

export type Missed = { readonly field: ChoiceField; readonly name: string }

export type Chosen = {
  readonly choice: Choice
  /** Of every option that was found, for the price. */
  readonly factors: readonly Thousandths[]
  readonly charges: readonly Paise[]
  /** Capacity points where the size has its own. */
  readonly points: number | null
  /** Wanted, but the product does not have it. */
  readonly unknown: readonly Missed[]
  /** Chosen, but not to be had now. */
  readonly unavailable: readonly Missed[]
}

/** By code unit: the same everywhere, so that two equal sets of extras are one line of a cart. */
const inOrder = (names: readonly string[]): readonly string[] => [...new Set(names)].sort()

/** Finds what is wanted among a product's options, which come in their order. */
export function choose(options: readonly Option[], wanted: Wanted): Chosen {
  const found: Option[] = []
  const unknown: Missed[] = []
  const find = (field: ChoiceField, name: string) => {
    const option = options.find((each) => each.field === field && each.name === name)
    if (option === undefined) unknown.push({ field, name })
    else found.push(option)
  }
  const first = (field: ChoiceField): string => {
    const kind = options.filter((option) => option.field === field)
    return (kind.find(({ available }) => available) ?? kind[0])?.name ?? ''
  }
  const choice = { flavor: '', size: '', eggOption: '', design: wanted.design ?? '', extras: inOrder(wanted.extras ?? []) }
  for (const field of CHOICE_FIELDS) choice[field] = wanted[field] || first(field)
  for (const field of [...CHOICE_FIELDS, 'design'] as const) if (choice[field] !== '') find(field, choice[field])
  for (const name of choice.extras) find('extras', name)
  return {
    choice,
    factors: found.map(({ factor }) => factor),
    charges: found.map(({ charge }) => charge),
    points: found.find(({ field }) => field === 'size')?.points ?? null,
    unknown,
    unavailable: found.filter(({ available }) => !available).map(({ field, name }) => ({ field, name })),
  }
}

export const sameChoice = (one: Choice, other: Choice): boolean =>
  CHOICE_FIELDS.every((field) => one[field] === other[field]) &&
  one.design === other.design &&
  one.extras.length === other.extras.length &&
  one.extras.every((name, place) => name === other.extras[place])
