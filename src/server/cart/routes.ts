import { AcceptPrices, AddToCart, Cart, RemoveCartLine, UpdateCartLine } from '../../contract/cart.ts'
import { ensurePerson } from '../accounts/guest.ts'
import type { Deps } from '../deps.ts'
import type { Api } from '../http/api.ts'
import { WithKey } from '../http/with-key.ts'
import { refuse } from '../refusal.ts'
import { acceptPrices } from './accept-prices.ts'
import { addToCart } from './add-to-cart.ts'
import { clearCart } from './clear-cart.ts'
import { EMPTY_CART } from './price-cart.ts'
import { readCartAtPosition } from './read-cart.ts'
import { removeLine } from './remove-line.ts'
import { updateLine } from './update-line.ts'

const tags = ['cart']
const config = { access: 'person' } as const
/** These prove who does it. */
const proven = { access: 'person', recall: true } as const
const response = { 200: Cart }

/** Every answer is the whole cart. Only the first line put in makes a guest of nobody. */
export function cartRoutes(api: Api, deps: Deps): void {
  api.get('/cart', { config: proven, schema: { tags, summary: 'Your cart, priced now', response } }, async (request, reply) => {
    const { data, cursor } = await readCartAtPosition(deps.db.read, request.viewer)
    void reply.header('cakewire-cursor', cursor)
    return data ?? EMPTY_CART
  })

  api.post(
    '/cart/add',
    {
      config: proven,
      schema: {
        tags,
        summary: 'Put a cake in',
        description: 'With an `Idempotency-Key` it is put in once and answered the same however often it is sent.',
        headers: WithKey,
        body: AddToCart,
        response,
      },
    },
    async (request, reply) => {
      const person = await ensurePerson(deps, request, reply)
      return await addToCart(deps, person, request.body, request.headers['idempotency-key'])
    },
  )

  api.put('/cart/update', { config, schema: { tags, summary: 'Change a line', body: UpdateCartLine, response } }, async (request) => {
    const person = request.viewer ?? refuse('line.not-found')
    return await updateLine(deps, person.accountId, request.body)
  })

  api.delete('/cart/remove', { config, schema: { tags, summary: 'Take a line out', body: RemoveCartLine, response } }, async (request) => {
    const person = request.viewer ?? refuse('line.not-found')
    return await removeLine(deps, person.accountId, request.body)
  })

  api.post(
    '/cart/accept',
    {
      config,
      schema: {
        tags,
        summary: 'Agree to the prices of now',
        description: 'Of one line, or of all that show `priceBefore`.',
        body: AcceptPrices,
        response,
      },
    },
    async ({ viewer, body }) => (viewer === null ? EMPTY_CART : await acceptPrices(deps, viewer.accountId, body)),
  )

  api.delete('/cart/clear', { config, schema: { tags, summary: 'Take every line out', response } }, async ({ viewer }) =>
    viewer === null ? EMPTY_CART : await clearCart(deps, viewer.accountId),
  )
}
