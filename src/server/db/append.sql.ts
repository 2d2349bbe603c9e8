import { sql } from 'kysely'
import type { Audience, ShopChange } from '../../contract/events.ts'
import type { Right } from '../../domain/role.ts'
import type { Tx } from './database.ts'
import { send } from './pipeline.ts'

/** The one shop of this database. The feed's tables could hold several. */
export const SHOP = 1

/** For the nodes themselves: who lost a right. Never handed to a client. */
export const CONTROL = 'control'

type News<T extends ShopChange['type']> = {
  type: T
  /** `product:<id>`, `order:<id>` … */
  entity: string
  /** The version of that entity after this change. */
  rev: number
  /** ISO 8601 UTC, normally the row's `updated_at`. */
  at: string
  /** It left these audiences. */
  gone?: true
}
// Extract would not do: one member of the union stands for several types.
type DataOf<T, C = ShopChange> = C extends { type: infer Types; data: infer Data } ? (T extends Types ? Data : never) : never

/** News put into words, to be written by {@link appendAll}. */
export type Said = {
  readonly type: string
  readonly entity: string | null
  readonly rev: number | null
  readonly audiences: readonly string[]
  readonly bodies: readonly string[]
}

/** What {@link append} writes. */
export function say<T extends ShopChange['type']>(
  { type, entity, rev, at, gone }: News<T>,
  projections: readonly (readonly [Audience, DataOf<T>])[],
): Said {
  const audiences = projections.map(([audience]) => audience)
  const bodies = projections.map(([, data]) => JSON.stringify({ type, entity, rev, at, ...(gone === true ? { gone } : {}), data }))
  return { type, entity, rev, audiences, bodies }
}

/**
 * Says what happened, as part of the transaction: the only way for news to leave the database. Each audience gets its
 * own projection, so no private field ever enters a public body. Where one person is in several audiences, the first
 * that names the entity in a transaction wins: put the one that tells most first.
 */
export function append<T extends ShopChange['type']>(
  tx: Tx,
  news: News<T>,
  projections: readonly (readonly [Audience, DataOf<T>])[],
): void {
  appendAll(tx, [say(news, projections)])
}

/** Several pieces of news at once, in this order. */
export function appendAll(tx: Tx, said: readonly Said[]): void {
  const rows = said
    .filter(({ audiences }) => audiences.length > 0)
    .map(
      ({ type, entity, rev, audiences, bodies }) =>
        sql`(${SHOP}, ${type}, ${entity}, ${rev}::bigint, ${[...audiences]}::text[], ${[...bodies]}::text[])`,
    )
  if (rows.length > 0) send(tx, sql`insert into feed.outbox (shop, type, entity, rev, auds, bodies) values ${sql.join(rows)}`)
}

/** What a node must do to its connections before it hands out anything later. */
export type Revocation = {
  readonly account: string
  /** One session alone: its token's hash in hex. */
  readonly session?: string
  /** The sessions live on, with these rights. */
  readonly rights?: readonly Right[]
}

/** Bodies were erased from the feed: every node looks which, and forgets them too. */
export const ERASED = { erased: true } as const

export function appendErasure(tx: Tx): void {
  const bodies = [JSON.stringify({ ...ERASED, at: new Date().toISOString() })]
  appendAll(tx, [{ type: 'bodies_erased', entity: null, rev: null, audiences: [CONTROL], bodies }])
}

/** Takes access away on every node, in commit order: from one session, or from all of an account's. */
export function appendRevocation(tx: Tx, revocation: Revocation): void {
  // With its time, so that the same revocation said again after a restored backup makes another chain.
  const bodies = [JSON.stringify({ ...revocation, at: new Date().toISOString() })]
  appendAll(tx, [{ type: 'access_revoked', entity: null, rev: null, audiences: [CONTROL], bodies }])
}
