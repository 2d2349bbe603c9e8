import { randomUUID } from 'node:crypto'
import pg from 'pg'
import type { Cart } from '../../src/contract/cart.ts'
import type { SlotGrid, SlotOffer } from '../../src/contract/delivery.ts'
import type { Order } from '../../src/contract/order.ts'
import { randomFrom } from '../../src/domain/random.ts'
import { type Caller, openCaller, runMany } from '../client.ts'
import { cpuOf } from '../cpu.ts'
import { type Line, medianOf, type Sheet } from '../sheet.ts'
import { CUSTOMERS, emptyDatabase, PAGE, type Stage, setStage } from '../stage.ts'
import { startVendure, type Vendure } from '../vendure.ts'
import { linesOf, orderAtBaseline, pick, TO } from './order.ts'

const ROUNDS = 3
const AT_ONCE = 4
/** Slow ones are given fewer: what counts is the cost of one. */
const UNITS = { cakewire: { lists: 1500, orders: 600 }, seed: { lists: 1500, orders: 600 }, vendure: { lists: 150, orders: 24 } }
type Name = keyof typeof UNITS
const NAMES = Object.keys(UNITS) as Name[]

type Work = { list(worker: number): Promise<void>; order(i: number, worker: number): Promise<void> }
type Round = { list: number; order: number; orderPostgres: number }

/** A page of the catalogue, and a complete order with slot, tax and coupon, beside the seed's design and beside Vendure. */
export async function shop(): Promise<Sheet> {
  const stage = await setStage()
  try {
    await openForBusiness(stage)
    const { host, port, user } = stage.database
    const vendure = await startVendure(await emptyDatabase({ host, port, user }, 'vendure'), stage.shop.products)
    try {
      return sheet(await inTurns(stage, vendure))
    } finally {
      await vendure.close()
    }
  } finally {
    await stage.close()
  }
}

/** Registered for tax, with slots that never fill up and a coupon. */
async function openForBusiness({ database }: Stage): Promise<void> {
  const client = new pg.Client(database)
  await client.connect()
  await client.query(`
    update settings set gstin = '29ABCDE1234F1Z5';
    delete from closed_days;
    update slots set active = false;
    insert into slots (mode, starts, ends, capacity, cut_off_minutes)
      select 'delivery', make_time(h, 0, 0), make_time(h + 2, 0, 0), 100000, 0 from generate_series(8, 18, 2) h;
    insert into coupons (code, kind, value) values ('BENCH10', 'percent', 1000)`)
  await client.end()
}

async function inTurns(stage: Stage, vendure: Vendure): Promise<Record<Name, Round[]>> {
  const open = (url: string) => Array.from({ length: CUSTOMERS }, (_, i) => openCaller(url, i + 1))
  const callers = { cakewire: open(stage.shop.url), seed: open(stage.baseline.url), vendure: open(vendure.url) }
  const works: Record<Name, Work> = {
    cakewire: await atCakewire(stage, callers.cakewire),
    seed: atSeed(stage, callers.seed),
    vendure: atVendure(vendure, callers.vendure),
  }
  const pids = { cakewire: stage.shop.pid, seed: stage.baseline.pid, vendure: vendure.pid }
  const postgres = () => stage.usage().postgres
  const server = (name: Name) => (name === 'cakewire' ? stage.usage().shop : cpuOf(pids[name]))
  const spent = async (name: Name, run: () => Promise<unknown>) => {
    const before = { server: server(name), postgres: postgres() }
    await run()
    return { server: server(name) - before.server, postgres: postgres() - before.postgres }
  }
  const round = async (name: Name): Promise<Round> => {
    const { lists, orders } = UNITS[name]
    const list = await spent(name, () => runMany(lists, AT_ONCE, (_, worker) => works[name].list(worker)))
    const order = await spent(name, () => runMany(orders, AT_ONCE, (i, worker) => works[name].order(i, worker)))
    return {
      list: (list.server + list.postgres) / lists,
      order: (order.server + order.postgres) / orders,
      orderPostgres: order.postgres / orders,
    }
  }
  const results: Record<Name, Round[]> = { cakewire: [], seed: [], vendure: [] }
  // The first round is not counted: programs are compiled in it.
  for (const name of NAMES) await round(name)
  for (let i = 0; i < ROUNDS; i++) for (const name of NAMES) results[name].push(await round(name))
  for (const caller of Object.values(callers).flat()) caller.close()
  return results
}

const at = (callers: readonly Caller[], i: number): Caller => {
  const caller = callers[i % callers.length]
  if (caller === undefined) throw new Error('There is no customer')
  return caller
}

async function atCakewire({ shop }: Stage, callers: readonly Caller[]): Promise<Work> {
  const random = randomFrom(1)
  const { body: grid } = await at(callers, 0).call<SlotGrid>('GET', '/api/slots?mode=delivery&pincode=560038')
  const slots = grid.days.flatMap(({ slots }) => slots.filter(({ state }) => state === 'open')).slice(-30)
  return {
    list: async (worker) => {
      const { body } = await at(callers, worker).call<object[]>('GET', `/api/products?limit=${PAGE}`)
      if (body.length !== PAGE) throw new Error(`${body.length} products were listed`)
    },
    order: async (i) => {
      const token = shop.tokens[i % CUSTOMERS]
      const caller = at(callers, i)
      await caller.call('POST', '/api/cart/add', { token, body: { productId: pick(shop, random)._id, quantity: 1 } })
      const { body: cart } = await caller.call<Cart>('GET', '/api/cart', { token })
      await place(caller, token, cart, slots[i % slots.length])
    },
  }
}

async function place(caller: Caller, token: string | undefined, cart: Cart, slot: SlotOffer | undefined): Promise<void> {
  if (slot === undefined) throw new Error('There is no slot')
  const items = linesOf(cart)
  const { slotId, day } = slot
  const body = { items, ...TO, pincode: '560038', slot: { slotId, day }, coupon: 'BENCH10' }
  const headers = { 'idempotency-key': randomUUID() }
  const { body: order } = await caller.call<Order>('POST', '/api/orders', { token, body, headers })
  if (order.slot === null || order.discount === 0 || order.taxIncluded === 0)
    throw new Error('The order has no slot, no tax or no discount')
}

function atSeed(stage: Stage, callers: readonly Caller[]): Work {
  const random = randomFrom(1)
  return {
    list: async (worker) => void (await at(callers, worker).call('GET', '/api/products')),
    order: (i) => orderAtBaseline(at(callers, i), stage.baseline, i % CUSTOMERS, random),
  }
}

const atVendure = (vendure: Vendure, callers: readonly Caller[]): Work => ({
  list: async (worker) => {
    const count = await vendure.list(at(callers, worker), PAGE)
    if (count !== PAGE) throw new Error(`Vendure listed ${count} products`)
  },
  order: (i) => vendure.order(at(callers, i), i % CUSTOMERS, i),
})

function sheet(results: Record<Name, Round[]>): Sheet {
  const line = (name: string, of: (round: Round) => number): Line => ({
    name,
    unit: 'ms',
    rounds: Object.fromEntries(NAMES.map((key) => [key, results[key].map(of)])),
  })
  const list = line('CPU of a catalogue page of 24', (round) => round.list)
  const order = line('CPU of a complete order with slot, tax and coupon', (round) => round.order)
  return {
    scenario: 'shop: server and PostgreSQL together; the seed knows no slot, tax or coupon, Vendure no slot',
    lines: [list, order, line('… of it PostgreSQL', (round) => round.orderPostgres)],
    goals: [
      { name: 'order', unit: '× the seed', value: medianOf(order, 'cakewire') / medianOf(order, 'seed'), most: 2 },
      { name: 'order', unit: '× cheaper than Vendure', value: medianOf(order, 'vendure') / medianOf(order, 'cakewire'), least: 15 },
    ],
  }
}
