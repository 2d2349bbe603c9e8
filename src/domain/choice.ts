import type { Thousandths } from './price.ts'

/** What is chosen of each kind; '' where the product has none of that kind. */
export type Choice = { readonly flavor: string; readonly size: string; readonly eggOption: string }
export type ChoiceField = keyof Choice

export const CHOICE_FIELDS = ['flavor', 'size', 'eggOption'] as const satisfies readonly ChoiceField[]

/** One option that a product offers. */
export type Option = { readonly field: ChoiceField; readonly name: string; readonly factor: Thousandths }

export type Chosen = {
  readonly choice: Choice
  /** Of every option that was found, for the price. */
  readonly factors: readonly Thousandths[]
  /** Where a name was wanted that the product does not have. */
  readonly unknown: readonly ChoiceField[]
}

/** Finds what is wanted among a product's options, which come in their order. Left out or empty: the first of its kind. */
export function choose(options: readonly Option[], wanted: { readonly [F in ChoiceField]?: string | undefined }): Chosen {
  const choice = { flavor: '', size: '', eggOption: '' }
  const factors: Thousandths[] = []
  const unknown: ChoiceField[] = []
  for (const field of CHOICE_FIELDS) {
    const name = wanted[field] ?? ''
    const found = options.find((option) => option.field === field && (name === '' || option.name === name))
    if (found !== undefined) factors.push(found.factor)
    else if (name !== '') unknown.push(field)
    choice[field] = found?.name ?? name
  }
  return { choice, factors, unknown }
}

export const sameChoice = (one: Choice, other: Choice): boolean => CHOICE_FIELDS.every((field) => one[field] === other[field])
