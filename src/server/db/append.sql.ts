import { sql } from 'kysely'
import type { Audience, ShopChange } from '../../contract/events.ts'
import type { Right } from '../../domain/role.ts'
import type { Queryable, Tx } from './database.ts'
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

/** Several pieces of news at once, in this order. They are written with the COMMIT. */
export function appendAll(tx: Tx, said: readonly Said[]): void {
  const news = newsOf.get(tx)
  if (news === undefined) throw new Error('News belong to a transaction')
  news.push(...said)
}

/** What is said by the transaction that is under way on this connection. */
const newsOf = new WeakMap<Queryable, Said[]>()

/** A transaction begins, with nothing said. */
export const listen = (tx: Tx): void => void newsOf.set(tx, [])

const AT_ONCE = 200

/**
 * The last step before COMMIT, in one packet with it: from here on the transaction holds the shop's lock (migration 0018). With `proof` the
 * transaction fails with {@link ACCESS_CHANGED} if access was taken from anybody since.
 */
export function writeNews(tx: Tx, proof: Proof | undefined): void {
  const entries = (newsOf.get(tx) ?? []).flatMap(({ type, entity, rev, audiences, bodies }) =>
    audiences.map((audience, i) => ({ type, entity, rev, audience, body: bodies[i] ?? '' })),
  )
  if (entries.length === 0 && proof !== undefined) send(tx, sql`select feed.prove(${SHOP}, ${CONTROL}, ${proof.taken})`)
  for (let from = 0; from < entries.length; from += AT_ONCE) {
    const some = entries.slice(from, from + AT_ONCE)
    const column = <K extends keyof (typeof some)[number]>(key: K) => some.map((entry) => entry[key])
    send(
      tx,
      sql`select feed.append(${SHOP}, ${column('type')}, ${column('entity')}, ${column('rev')}, ${column('audience')}, ${column('body')},
                             ${CONTROL}, ${(from === 0 && proof?.taken) || null})`,
    )
  }
}

/** What a session was when it was read: it still is while nobody's access has been taken since. */
export type Proof = {
  /** The chain of what the nodes were told about access by then. */
  readonly taken: Buffer
  /** Reads the session again. @throws Refusal when it opens nothing any more */
  again(): Promise<Proof>
}

export const ACCESS_CHANGED = 'CW001'

/** As an expression: {@link Proof.taken} as of this statement. */
export const taken = sql<Buffer>`coalesce((select chain from feed.audience where shop = ${SHOP} and aud = ${CONTROL}), '')`

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
