import type { ProductInput } from '../../contract/product.ts'
import { refuse } from '../refusal.ts'

/**
 * A product that waits to be published is not available, whatever the rest says; one that is made available waits no longer.
 * @param given what an editor says, of `wanted`
 * @throws Refusal `request.invalid` when it would leave the shelf before it comes there
 */
export function withPlan(wanted: ProductInput, given: Partial<ProductInput>): ProductInput {
  const publishAt = given.available === true && given.publishAt === undefined ? null : wanted.publishAt
  if (publishAt !== null && wanted.unpublishAt !== null && Date.parse(wanted.unpublishAt) <= Date.parse(publishAt))
    refuse('request.invalid', { issues: [{ path: 'body/unpublishAt', message: 'must be after it is published' }] })
  return { ...wanted, publishAt, available: publishAt === null && wanted.available }
}
