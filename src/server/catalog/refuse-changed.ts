import { isDeepStrictEqual } from 'node:util'
import { type AdminProduct, PRODUCT_FIELDS, type ProductConflict, type ProductInput } from '../../contract/product.ts'
import { threeWay } from '../../domain/three-way.ts'
import type { Tx } from '../db/database.ts'
import { refuse } from '../refusal.ts'
import { fieldsOf } from './product-row.ts'
import { findVersions } from './products.sql.ts'

/**
 * Says who changed what, so that only real conflicts need a person.
 * @param seen the version that `yours` was made from
 * @param yours the fields that are said
 * @throws Refusal `product.changed` with a {@link ProductConflict}, always
 */
export async function refuseChanged(tx: Tx, current: AdminProduct, seen: number, yours: Partial<ProductInput>): Promise<never> {
  const [base] = await findVersions(tx, [{ id: current._id, version: seen }])
  return refuse('product.changed', conflictOf(base ?? null, yours, current))
}

/** @param base null: nobody knows any more what stood there */
export function conflictOf(base: AdminProduct | null, yours: Partial<ProductInput>, current: AdminProduct): ProductConflict {
  const then: Partial<ProductInput> = base === null ? {} : known(fieldsOf(base))
  const theirs = fieldsOf(current)
  const { conflicts, onlyYours, onlyTheirs } = threeWay(PRODUCT_FIELDS, { base: then, yours, theirs }, isDeepStrictEqual)
  return {
    current,
    ...(base !== null && { base: { ...then, version: base.version } }),
    yours,
    theirs: { ...theirs, version: current.version },
    conflicts: conflicts.map((field) => ({
      field,
      ...(field in then && { base: then[field] }),
      yours: yours[field],
      theirs: theirs[field],
    })),
    onlyYours: [...onlyYours],
    onlyTheirs: [...onlyTheirs],
  }
}

/** The software that stored it may have been older than a field. */
const known = (fields: Partial<ProductInput>): Partial<ProductInput> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
