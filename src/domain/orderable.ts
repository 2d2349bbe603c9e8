type Option = { readonly available: boolean }
type Offered = {
  readonly available: boolean
  /** Only staff are told of it. */
  readonly archived?: boolean
  /** null: made to order. */
  readonly stock: number | null
  readonly flavors: readonly Option[]
  readonly sizes: readonly Option[]
  readonly eggOptions: readonly Option[]
}

/** Of a kind that has options one must be chosen. */
const isAnyLeft = (options: readonly Option[]): boolean => options.length === 0 || options.some(({ available }) => available)

/** Whether anybody can order it now, in whatever form. */
export const isOrderable = ({ available, archived = false, stock, flavors, sizes, eggOptions }: Offered): boolean =>
  available && !archived && stock !== 0 && [flavors, sizes, eggOptions].every(isAnyLeft)
