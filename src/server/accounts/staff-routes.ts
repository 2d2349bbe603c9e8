import * as z from 'zod'
import { Account, AccountQuery, ChangeAccount, MakeOwner } from '../../contract/account.ts'
import { Id } from '../../contract/shared.ts'
import type { Deps } from '../deps.ts'
import type { Api } from '../http/api.ts'
import { refuse } from '../refusal.ts'
import { findByEmail, listStaff } from './accounts.sql.ts'
import { changeAccount, makeOwner, signOutEverywhere } from './change-account.ts'
import { accountForOwner } from './to-me.ts'

const tags = ['Accounts']
const ById = z.strictObject({ id: Id })

/** Who works in the shop; the owner's alone. */
export function staffRoutes(api: Api, deps: Deps): void {
  api.get('/accounts', {
    config: { access: 'owner' },
    schema: { tags, summary: 'The staff, or the account of one e-mail', querystring: AccountQuery, response: { 200: z.array(Account) } },
    handler: async (request) => {
      const { email } = request.query
      if (email === undefined) return (await listStaff(deps.db.read)).map(accountForOwner)
      const account = await findByEmail(deps.db.read, email)
      return account === undefined ? [] : [accountForOwner(account)]
    },
  })

  api.patch('/accounts/:id', {
    config: { access: 'owner' },
    schema: {
      tags,
      summary: 'Give somebody a role or rights, ban, or let back in',
      params: ById,
      body: ChangeAccount,
      response: { 200: Account },
    },
    handler: async (request) => {
      const owner = request.viewer ?? refuse('auth.required')
      return accountForOwner(await changeAccount(deps, owner, request.params.id, request.body))
    },
  })

  api.post('/accounts/:id/make-owner', {
    config: { access: 'owner', rateLimit: { max: 10, timeWindow: '1 minute' } },
    schema: {
      tags,
      summary: 'Make somebody an owner too',
      description: 'With the own password once more. To hand the shop over, the new owner then gives the former one another role.',
      params: ById,
      body: MakeOwner,
      response: { 200: Account },
    },
    handler: async (request) => {
      const owner = request.viewer ?? refuse('auth.required')
      return accountForOwner(await makeOwner(deps, owner, request.params.id, request.body.password))
    },
  })

  api.post('/accounts/:id/sign-out', {
    config: { access: 'owner' },
    schema: { tags, summary: 'Sign somebody out on every device', params: ById, response: { 204: z.void() } },
    handler: async (request, reply) => {
      const owner = request.viewer ?? refuse('auth.required')
      await signOutEverywhere(deps, owner, request.params.id)
      return reply.code(204).send()
    },
  })
}
