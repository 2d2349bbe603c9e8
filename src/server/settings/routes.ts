import { SetShopState, SettingsAnswer, SettingsPatch, ShopInfo } from '../../contract/shop.ts'
import { seenVersion } from '../catalog/seen-version.ts'
import type { Deps } from '../deps.ts'
import type { Api } from '../http/api.ts'
import { refuse } from '../refusal.ts'
import { changeSettings, setShopState } from './change-settings.ts'
import { couponRoutes } from './coupon-routes.ts'
import { planRoutes } from './plan-routes.ts'
import { readSettings } from './settings.sql.ts'
import { slotRoutes } from './slot-routes.ts'
import { taxRoutes } from './tax-routes.ts'
import { zoneRoutes } from './zone-routes.ts'

const tags = ['settings']

/** What the owner sets. Each change also makes a new version of the shop, which every screen hears. */
export function settingsRoutes(api: Api, deps: Deps): void {
  shopRoutes(api, deps)
  zoneRoutes(api, deps)
  slotRoutes(api, deps)
  planRoutes(api, deps)
  taxRoutes(api, deps)
  couponRoutes(api, deps)
}

function shopRoutes(api: Api, deps: Deps): void {
  const config = { access: { right: 'settings' } } as const

  api.get('/admin/settings', {
    config,
    schema: { tags, summary: 'What the owner sets', response: { 200: SettingsAnswer } },
    handler: async (_request, reply) => {
      const settings = await readSettings(deps.db.read)
      return reply.header('etag', `W/"${settings.version}"`).send(settings)
    },
  })

  api.patch('/admin/settings', {
    config,
    schema: {
      tags,
      summary: 'Change some of the settings',
      description:
        'With `version` in the body or `If-Match`, only when they are still at that version; otherwise 409 `settings.changed` with `current`.',
      body: SettingsPatch,
      response: { 200: SettingsAnswer },
    },
    handler: async (request, reply) => {
      const { version, ...patch } = request.body
      const owner = request.viewer ?? refuse('auth.required')
      const settings = await changeSettings(deps, owner, patch, seenVersion(request.headers['if-match'], version))
      return reply.header('etag', `W/"${settings.version}"`).send(settings)
    },
  })

  api.post('/admin/shop-state', {
    config: { access: { anyRight: ['orders', 'kitchen'] } },
    schema: {
      tags,
      summary: 'Open the shop, pause it, or say that it is busy',
      description:
        'For who is at the counter or in the kitchen. Every open page hears it at once as `shop_updated`; while it is paused no order is taken.',
      body: SetShopState,
      response: { 200: ShopInfo },
    },
    handler: async (request) => setShopState(deps, request.viewer ?? refuse('auth.required'), request.body),
  })
}
