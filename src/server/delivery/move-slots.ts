import type { Day } from '../../domain/shop-time.ts'
import { dayLeft, kitchenLeft, leftIn, type SlotRule, type TakenOf } from '../../domain/slots.ts'
import { type Said, say } from '../db/append.sql.ts'
import type { Tx } from '../db/database.ts'
import type { SlotPoints } from './ledgers.sql.ts'
import type { ShopRules } from './shop-rules.sql.ts'
import { type ChangedSlot, changePoints, lockKitchenDay, readTaken, touchSlots } from './slot-days.sql.ts'

/**
 * Takes points of slots' days, or gives them back where they are negative.
 * @returns the news of it; null when a slot has not that much left, or its day has not
 */
export async function moveSlots(tx: Tx, rules: ShopRules, changes: readonly SlotPoints[]): Promise<Said[] | null> {
  // In one order, so that no two wait for each other; without points there is nothing to wait for.
  const real = changes.filter(({ points }) => points !== 0).sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
  const days = rules.dayCapacity === null ? [] : [...new Set(real.map(({ day }) => day))]
  for (const day of days) lockKitchenDay(tx, day)
  for (const day of days) if (!(await hasRoom(tx, rules, day, real))) return null
  const changed = await Promise.all(real.map((change) => changePoints(tx, change, ruleOf(rules, change.slotId)?.capacity ?? 0)))
  const done = changed.flatMap((row) => row ?? [])
  if (done.length < real.length) return null
  if (days.length === 0) return done.flatMap((row) => sayLeft(rules, row, () => row))
  return (await Promise.all(days.map((day) => sayDay(tx, rules, day, done)))).flat()
}

/** Whoever gives back is not asked. */
async function hasRoom(tx: Tx, rules: ShopRules, day: Day, changes: readonly SlotPoints[]): Promise<boolean> {
  const points = changes.filter((change) => change.day === day).reduce((sum, change) => sum + change.points, 0)
  return points <= 0 || dayLeft(rules, day, await readTaken(tx, day, day)) >= points
}

/** Where the day is limited its other slots have changed too. */
async function sayDay(tx: Tx, rules: ShopRules, day: Day, done: readonly ChangedSlot[]): Promise<Said[]> {
  const here = done.filter((row) => row.day === day)
  const others = rules.slots.filter(({ id }) => !here.some(({ slotId }) => slotId === id))
  const [takenOf, touched] = await Promise.all([
    readTaken(tx, day, day),
    touchSlots(
      tx,
      day,
      others.map(({ id }) => id),
    ),
  ])
  return [...here, ...touched].flatMap((row) => sayLeft(rules, row, takenOf))
}

const keyOf = ({ slotId, day }: SlotPoints): string => `${day} ${slotId}`

/** A slot that is no longer offered is only given back to. */
const ruleOf = ({ slots }: ShopRules, slotId: string): SlotRule | undefined => slots.find(({ id }) => id === slotId)

function sayLeft(rules: ShopRules, { slotId, day, version, at }: ChangedSlot, takenOf: TakenOf): Said[] {
  const slot = ruleOf(rules, slotId)
  if (slot === undefined) return []
  const news = { type: 'slot_updated', entity: `slot:${slotId}:${day}`, rev: version, at: at.toISOString() } as const
  const left = leftIn(rules, { slot, day }, takenOf)
  return [say(news, [['public', { slotId, day, left, ...kitchenLeft(rules, day, takenOf) }]])]
}
