import { useEffect, useState } from 'react'
import type { UseFormReturn } from 'react-hook-form'
import { shopTime } from '../../domain/shop-time.ts'
import { type Chosen, sameSlot } from '../delivery/apply-news.ts'
import { nearDueWords } from '../delivery/slot-words.ts'
import { useSlots } from '../delivery/use-slots.ts'
import { useShop } from '../live/use-shop.ts'
import { type Draft, isPincode, readChosen, writeChosen } from './draft.ts'
import { useHold } from './use-hold.ts'
import type { SlotLoss } from './when-step.tsx'

const DAYS = 14
const LOST = new Set(['slot.full', 'slot.too-soon', 'slot.unknown'])

/**
 * When it is to be there: the earliest until the buyer chooses, kept for them while they type.
 * @param active false: nothing is asked or kept any more
 */
export function useSlotChoice(form: UseFormReturn<Draft>, draft: Draft, cartVersion: number, active: boolean) {
  const shop = useShop()
  const { mode } = draft
  const pincode = isPincode(draft.pincode) ? draft.pincode.trim() : ''
  const waits = mode === 'delivery' && pincode === ''
  const chosen = readChosen(draft.slot)
  const [loss, setLoss] = useState<SlotLoss | null>(null)
  const [held, setHeld] = useState('')
  const asked = active && !(waits && shop.slots) ? { mode, pincode, days: DAYS } : null
  const { grid, problem, refresh } = useSlots(asked, readChosen(held), cartVersion)
  const offered = grid?.days.some(({ slots }) => slots.some((slot) => sameSlot(slot, chosen))) === true
  // What was chosen of other times may be none of these, which are still to come.
  const wanted =
    active && shop.slots && shop.state !== 'paused' && !waits && offered && chosen !== null
      ? { mode, pincode, slot: chosen, cartVersion }
      : null
  const keeping = useHold(wanted)
  useEffect(() => setHeld(keeping.at === 'held' ? draft.slot : ''), [keeping.at, draft.slot])

  const words = (slot: Chosen): string => {
    const offer = grid?.days.flatMap(({ slots }) => slots).find((each) => each.slotId === slot.slotId && each.day === slot.day)
    return offer === undefined || grid === null ? 'This time' : nearDueWords(offer, shopTime(new Date(grid.now), shop.timeZone).day)
  }
  const choose = (slot: Chosen | null) => {
    setLoss(null)
    form.setValue('slot', slot === null ? '' : writeChosen(slot))
  }
  const lose = (why: SlotLoss['problem'], slot = chosen) => {
    if (slot === null) return
    setLoss({ problem: why, slot: words(slot) })
    form.setValue('slot', '')
    void refresh()
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each refusal
  useEffect(() => {
    if (keeping.problem !== null && LOST.has(keeping.problem.code)) lose(keeping.problem)
  }, [keeping.problem])

  // biome-ignore lint/correctness/useExhaustiveDependencies: when the times change
  useEffect(() => {
    if (!active || grid === null || loss !== null || offered) return
    if (grid.earliest !== null) form.setValue('slot', writeChosen(grid.earliest))
    else if (chosen !== null) form.setValue('slot', '')
  }, [active, grid, loss, offered, draft.slot])

  const notServed = !waits && mode === 'delivery' && grid !== null && grid.days.length === 0
  return { grid, problem, refresh, chosen, keeping, loss, waits, notServed, choose, lose, words, isLoss: (code: string) => LOST.has(code) }
}
