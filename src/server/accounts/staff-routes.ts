import * as z from 'zod'
import { AccountLink, AccountQuery, Added, AddPerson, ChangeAccount, MakeOwner, Account as WireAccount } from '../../contract/account.ts'
import { Id } from '../../contract/shared.ts'
import type { Deps } from '../deps.ts'
import type { Api } from '../http/api.ts'
import { refuse } from '../refusal.ts'
import { type Account, findByEmail, listStaff } from './accounts.sql.ts'
import { changeAccount, makeOwner, signOutEverywhere } from './change-account.ts'
import { addPerson, issueLink, revokeLink } from './issue-link.ts'
import { accountsForOwner } from './to-me.ts'

const tags = ['Accounts']
const ById = z.strictObject({ id: Id })

async function shown({ db }: Deps, account: Account): Promise<WireAccount> {
  const [one] = await accountsForOwner(db.read, [account])
  return one ?? refuse('account.not-found')
}

/** Who works in the shop; the owner's alone. */
export function staffRoutes(api: Api, deps: Deps): void {
  memberRoutes(api, deps)
  linkRoutes(api, deps)
}

function linkRoutes(api: Api, deps: Deps): void {
  api.post('/accounts', {
    config: { access: 'owner' },
    schema: {
      tags,
      summary: 'Take somebody on, who sets a password by the link within 72 hours',
      description: 'The link is told here and never again; a new one can be issued.',
      body: AddPerson,
      response: { 201: Added },
    },
    handler: async (request, reply) => {
      const owner = request.viewer ?? refuse('auth.required')
      const [account, link] = await addPerson(deps, owner, request.body)
      return reply.code(201).send({ account: await shown(deps, account), link })
    },
  })

  api.post('/accounts/:id/link', {
    config: { access: 'owner' },
    schema: {
      tags,
      summary: 'A link with which somebody sets a new password, within an hour; an earlier one is dead',
      params: ById,
      response: { 201: AccountLink },
    },
    handler: async (request, reply) => {
      const owner = request.viewer ?? refuse('auth.required')
      return reply.code(201).send(await issueLink(deps, owner, request.params.id))
    },
  })

  api.delete('/accounts/:id/link', {
    config: { access: 'owner' },
    schema: {
      tags,
      summary: 'Their link does not work from now on; who never set a password is no longer among the people',
      params: ById,
      response: { 204: z.void() },
    },
    handler: async (request, reply) => {
      await revokeLink(deps, request.viewer ?? refuse('auth.required'), request.params.id)
      return reply.code(204).send()
    },
  })
}

function memberRoutes(api: Api, deps: Deps): void {
  api.get('/accounts', {
    config: { access: 'owner' },
    schema: {
      tags,
      summary: 'The staff, or the account of one e-mail',
      querystring: AccountQuery,
      response: { 200: z.array(WireAccount) },
    },
    handler: async (request) => {
      const { email } = request.query
      const { read } = deps.db
      if (email === undefined) return accountsForOwner(read, await listStaff(read))
      const account = await findByEmail(read, email)
      return account === undefined ? [] : [await shown(deps, account)]
    },
  })

  api.patch('/accounts/:id', {
    config: { access: 'owner' },
    schema: {
      tags,
      summary: 'Give somebody a role or rights, ban, or let back in',
      params: ById,
      body: ChangeAccount,
      response: { 200: WireAccount },
    },
    handler: async (request) => {
      const owner = request.viewer ?? refuse('auth.required')
      return shown(deps, await changeAccount(deps, owner, request.params.id, request.body))
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
      response: { 200: WireAccount },
    },
    handler: async (request) => {
      const owner = request.viewer ?? refuse('auth.required')
      return shown(deps, await makeOwner(deps, owner, request.params.id, request.body.password))
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
