import type { Known } from '../client/fold.ts'

/** What a transaction says: one projection for each audience, as JSON text. */
export type Said = readonly (readonly [audience: string, body: string])[]

export type Row = { readonly rev: number; readonly value: number; readonly shown: boolean }
export type Session = { readonly account: string; readonly endedAt: number | null }

/** One committed state of everything. Products are for all while they are shown, orders for one person, staff see both. */
export type Tables = { readonly rows: ReadonlyMap<string, Row>; readonly sessions: ReadonlyMap<string, Session> }

export const STAFF = 's'
export const ACCOUNTS = ['a', 'b', STAFF] as const
export const ENTITIES = ['product:1', 'product:2', 'product:3', 'order:a:1', 'order:a:2', 'order:b:1']
/** Told to the nodes alone: a session has ended. */
export const CONTROL = 'control'

export function audiencesOf(account: string | null): string[] {
  if (account === null) return ['public']
  return account === STAFF ? ['public', 'admin', `user:${account}`] : ['public', `user:${account}`]
}

const isProduct = (entity: string): boolean => entity.startsWith('product:')
const ownerOf = (entity: string): string => `user:${entity.split(':')[1]}`
const forStaff = ({ value }: Row) => ({ value, cost: value * 2 })
const forOthers = ({ value }: Row) => ({ value })

/** What these audiences may know: what a page would show that is rendered from this state. */
export function project({ rows }: Tables, audiences: readonly string[]): Known[] {
  return [...rows].flatMap(([entity, row]) => {
    if (audiences.includes('admin')) return [{ entity, rev: row.rev, data: forStaff(row) }]
    const visible = isProduct(entity) ? row.shown : audiences.includes(ownerOf(entity))
    return visible ? [{ entity, rev: row.rev, data: forOthers(row) }] : []
  })
}

/** The news of one row's change, one projection an audience. */
export function tell(entity: string, before: Row | undefined, row: Row): Said {
  const body = (data: unknown) => JSON.stringify({ type: 'changed', entity, rev: row.rev, at: '', data })
  const said: (readonly [string, string])[] = [['admin', body(forStaff(row))]]
  if (!isProduct(entity)) said.push([ownerOf(entity), body(forOthers(row))])
  else if (row.shown) said.push(['public', body(forOthers(row))])
  else if (before?.shown === true)
    // No two pasts say the very same: the time is in it.
    said.push(['public', JSON.stringify({ type: 'hidden', entity, rev: row.rev, at: `${row.value}`, gone: true, data: null })])
  return said
}
