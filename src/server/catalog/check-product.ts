import type { ProductInput } from '../../contract/product.ts'
import type { Tx } from '../db/database.ts'
import { holdPicture, pictureIn } from '../pictures/pictures.sql.ts'
import { refuse } from '../refusal.ts'

/**
 * What a schema cannot see.
 * @throws Refusal `request.invalid` when the price to compare with is none: it must be above the price; `picture.unknown`
 */
export async function checkProduct(tx: Tx, { basePrice, compareAtPrice, image }: ProductInput, before?: ProductInput): Promise<void> {
  if (compareAtPrice !== null && compareAtPrice <= basePrice)
    refuse('request.invalid', { issues: [{ path: 'body/compareAtPrice', message: 'must be above the price' }] })
  const picture = image === before?.image ? null : pictureIn(image)
  if (picture !== null && !(await holdPicture(tx, picture, 'product'))) refuse('picture.unknown')
}
