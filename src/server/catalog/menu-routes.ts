import { AdminMenu, MenuInput } from '../../contract/menu.ts'
import { audiencesOf } from '../accounts/viewer.ts'
import { atPosition } from '../db/at-position.ts'
import type { Deps } from '../deps.ts'
import type { Api } from '../http/api.ts'
import { readAdminMenu } from './menu.sql.ts'
import { writeMenu } from './write-menu.ts'

const tags = ['catalogue']

/** The categories, for those who keep them. */
export function menuRoutes(api: Api, { db }: Deps): void {
  const config = { access: { right: 'catalogue' } } as const
  api.get(
    '/admin/categories',
    { config, schema: { tags, summary: 'All categories in their order, hidden and empty ones too', response: { 200: AdminMenu } } },
    async (request, reply) => {
      const { data, cursor } = await atPosition(db, audiencesOf(request.viewer), readAdminMenu)
      return reply.header('cache-control', 'no-store').header('cakewire-cursor', cursor).send(data)
    },
  )
  api.put(
    '/admin/categories',
    {
      config,
      schema: {
        tags,
        summary: 'Make, rename, order, hide and delete categories, all at once',
        description:
          'Send all of them as they shall be, with the `version` that you saw; otherwise 409 `menu.changed` with `current`. Products follow a new name. What is left out is deleted, and must be empty: 409 `category.in-use` with `name` and `products`.',
        body: MenuInput,
        response: { 200: AdminMenu },
      },
    },
    (request) => writeMenu(db, request.viewer?.accountId ?? null, request.body),
  )
}
