import { expect, test } from 'vitest'
import { settledOf } from '../../src/contract/product-file.ts'
import { randomFrom } from '../../src/domain/random.ts'
import { bootBehindProxy } from '../support/behind-proxy.ts'
import type { TestShop } from '../support/boot.ts'
import { fileOf, newRows, sendFile, toldOfImports } from '../support/product-files.ts'
import type { CommitPlace } from '../support/proxy.ts'
import { until } from '../support/until.ts'

const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000)
const ROUNDS = Number(process.env.ROUNDS ?? 8)

/** Where a statement of an import fails, and in which of its transactions it is used. */
const STATEMENTS = [
  'insert on imports',
  'insert on import_batches',
  'update on import_batches',
  'update on imports',
  'insert on products',
  'update on products',
  'insert on audit',
  'insert on feed.entry',
  'update on feed.shop',
] as const
const COMMITS: readonly CommitPlace[] = ['commit', 'after commit', 'answer']

async function breakStatement(shop: TestShop, event: string, batch: number): Promise<() => Promise<void>> {
  const table = event.split(' ')[2]
  await shop.sql(`create or replace function break_off() returns trigger language plpgsql security definer as $$ begin
    if coalesce((select max(next_batch) from public.imports where state = 'running'), 0) >= ${batch} then raise exception 'broken off' using errcode = 'query_canceled'; end if;
    return null; end $$`)
  await shop.sql(`create trigger break_off after ${event} execute function break_off()`)
  return async () => void (await shop.sql(`drop trigger break_off on ${table}`))
}

/** What is written is what the import says that it is through with. In one statement: a COMMIT whose answer got lost may still be on its way. */
async function eachBatchIsWhole(shop: TestShop, word: string): Promise<void> {
  const [running] = await shop.sql<{ next: number; total: number; written: number }>(
    `select next_batch as next, total,
            (select count(*)::int from audit a join products p on a.entity = 'product:' || p.id
              where p.name like $1 || ' %' and (a.action = 'product.update' or p.name not like '% old %')) as written
       from imports where state = 'running'`,
    [word],
  )
  if (running !== undefined) expect(running.written).toBe(Math.min(running.next * 100, running.total))
}

test(`[F75] wherever an import breaks off, and however often, the same request goes on behind the last batch, and each row is written once, told once and answered alike: ${ROUNDS} files (seed ${SEED})`, async () => {
  await using behind = await bootBehindProxy()
  const { shop, proxy } = behind
  const cook = await shop.person('Meera', 'staff', ['catalogue'])
  // The first makes who keeps the shelf: many at once would be as many sign-ups.
  await shop.product()
  const random = randomFrom(SEED)
  const whole = (least: number, most: number) => least + Math.floor(random() * (most - least + 1))
  const one = <T>(of: readonly T[]): T => of[whole(0, of.length - 1)] as T
  let breaks = 0

  for (let round = 0; round < ROUNDS; round++) {
    const word = `Round${round}`
    const old = await Promise.all(
      Array.from({ length: whole(1, 60) }, (_, i) => shop.product({ name: `${word} old ${i}`, category: 'Buns' })),
    )
    const rows = [...newRows(word, whole(60, 260)), ...old.map(({ _id, name }, i) => `${_id},1,${name},Buns,${(i % 7) + 500}`)].sort(
      () => random() - 0.5,
    )
    const csv = fileOf(rows)
    const dry = await sendFile(shop, cook, csv, { query: '?dryRun=1' })
    const told = (await toldOfImports(shop)).length
    const batches = Math.ceil(rows.length / 100)
    const send = () => sendFile(shop, cook, csv, { key: word })

    for (let fault = whole(1, 3); fault > 0; fault--) {
      const batch = whole(0, batches - 1)
      const [{ next } = { next: 0 }] = await shop.sql<{ next: number }>(`select next_batch as next from imports where state = 'running'`)
      if (random() < 0.5) {
        const event = one(STATEMENTS)
        const mend = await breakStatement(shop, event, batch)
        const { status } = await send()
        await mend()
        expect([200, 503], `${event} ${batch}`).toContain(status)
        breaks += Number(status === 503)
      } else {
        const sent = send()
        await until('it is that far', async () => {
          const [now] = await shop.sql<{ next: number; over: boolean }>(
            `select next_batch as next, state <> 'running' as over from imports order by started_at desc limit 1`,
          )
          return batch === 0 || batch <= next || (now !== undefined && (now.over || now.next >= batch))
        })
        proxy.breakAt(one(COMMITS))
        const { status } = await sent
        expect([200, 503]).toContain(status)
        breaks += Number(status === 503)
        // It was over before anything broke: the break must not meet somebody else.
        if (status === 200) await send()
      }
      await eachBatchIsWhole(shop, word)
    }
    const last = await until('it is taken', async () => {
      const answer = await send()
      return answer.status === 503 ? null : answer
    })
    expect([last.status, last.body.done, last.body.counts], last.text.slice(0, 300)).toEqual([200, true, dry.body.counts])
    expect(last.body.rows).toEqual(dry.body.rows)
    expect((await send()).text).toBe(last.text)

    const deeds = await shop.sql<{ name: string; version: number; deeds: string[] }>(
      `select p.name, p.version, (select array_agg(a.action order by a.at, a.id) from audit a where a.entity = 'product:' || p.id) as deeds
         from products p where p.name like $1 || ' %'`,
      [word],
    )
    expect(deeds).toHaveLength(rows.length)
    expect(new Set(deeds.map(({ name }) => name)).size).toBe(rows.length)
    for (const { name, version, deeds: all } of deeds)
      expect([version, all], name).toEqual(name.includes(' old ') ? [2, ['product.create', 'product.update']] : [1, ['product.create']])
    const progress = (await toldOfImports(shop)).slice(told)
    expect(progress.map(({ version }) => version)).toEqual(Array.from({ length: batches + 1 }, (_, i) => i + 1))
    expect(progress.map(({ counts }) => settledOf(counts))).toEqual(
      Array.from({ length: batches + 1 }, (_, i) => Math.min(i * 100, rows.length)),
    )
  }
  // What screens fold is what is there.
  const [{ entries } = { entries: 0 }] = await shop.sql<{ entries: number }>(
    `select count(*)::int as entries from (select entity, rev from feed.entry where aud = 'catalogue' and type like 'product%' group by 1, 2 having count(*) > 1) twice`,
  )
  expect(entries).toBe(0)
  process.stdout.write(`FAULT F75 seed=${SEED} files=${ROUNDS} broken=${breaks}\n`)
  expect(breaks).toBeGreaterThan(0)
}, 240_000)
