/** A drawing's options after defaults and limits: what the families draw from. */
export type Order = {
  readonly tiers: number
  /** Doublings of half a kilogram. */
  readonly grow: number
  /** Radius and height of a whole cake of this weight. */
  readonly radius: number
  readonly height: number
  /** One line of plain text, not yet escaped; empty for none. */
  readonly message: string
  /** Empty: by family. */
  readonly plate: string
  readonly cut: boolean
  readonly wire: boolean
}
