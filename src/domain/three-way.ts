/** Fields of a thing; what nobody knows of is left out. */
type Some<F extends string> = { readonly [K in F]?: unknown }

/** What becomes of each field of a thing that two people changed at once. A field that neither changed, or both alike, is in none. */
export type ThreeWay<F extends string> = {
  readonly onlyYours: readonly F[]
  readonly onlyTheirs: readonly F[]
  /** Both changed it, each otherwise: somebody has to say. */
  readonly conflicts: readonly F[]
}

/**
 * Merges field by field.
 * @param base what both started from; a field that is left out may have been changed by both
 * @param yours a field that is left out was not changed
 */
export function threeWay<F extends string>(
  fields: readonly F[],
  { base, yours, theirs }: { base: Some<F>; yours: Some<F>; theirs: Some<F> },
  same: (one: unknown, other: unknown) => boolean,
): ThreeWay<F> {
  const known = (field: F) => Object.hasOwn(base, field)
  const byYou = (field: F) => Object.hasOwn(yours, field) && !(known(field) && same(base[field], yours[field]))
  const byThem = (field: F) => (known(field) ? !same(base[field], theirs[field]) : byYou(field))
  return {
    onlyYours: fields.filter((field) => byYou(field) && !byThem(field)),
    onlyTheirs: fields.filter((field) => byThem(field) && !byYou(field)),
    conflicts: fields.filter((field) => byYou(field) && byThem(field) && !same(yours[field], theirs[field])),
  }
}
