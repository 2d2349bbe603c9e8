import { useEffect, useState } from 'react'
import type { UseFormReturn } from 'react-hook-form'
import type { SlotOffer } from '../../contract/delivery.ts'
import { shopTime } from '../../domain/shop-time.ts'
import { sameSlot } from '../delivery/apply-news.ts'
import { nearDueWords } from '../delivery/slot-words.ts'
import { useSlots } from '../delivery/use-slots.ts'
import { useShop } from '../live/use-shop.ts'
import { type Draft, isPincode, readChosen, readWish, writeChosen, writeWish } from './draft.ts'
import { findWish, type Wish } from './find-wish.ts'
import { useHold } from './use-hold.ts'
import type { SlotLoss } from './when-step.tsx'

const DAYS = 14
const LOST = new Set(['slot.full', 'slot.too-soon', 'slot.unknown'])

/**
 * When it is to be there: the earliest until the buyer chooses, kept for them while they type. Once they chose nobody chooses for them:
 * what is not offered any more is a `loss` that they answer.
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
  const offers = grid?.days.flatMap(({ slots }) => slots) ?? []
  const offer = offers.find((each) => sameSlot(each, chosen))
  const offered = offer !== undefined
  // What was chosen of other times may be none of these, which are still to come.
  const wanted =
    active && shop.slots && shop.state !== 'paused' && !waits && offered && chosen !== null
      ? { mode, pincode, slot: chosen, cartVersion }
      : null
  const keeping = useHold(wanted)
  useEffect(() => setHeld(keeping.at === 'held' ? draft.slot : ''), [keeping.at, draft.slot])

  const words = (slot: Wish | undefined): string =>
    slot === undefined || grid === null ? 'This time' : nearDueWords(slot, shopTime(new Date(grid.now), shop.timeZone).day)
  const choose = (slot: SlotOffer) => {
    setLoss(null)
    form.setValue(`${mode}Wish`, writeWish(slot))
    form.setValue('slot', writeChosen(slot))
  }
  const lose = (why: SlotLoss['problem'], slot: Wish | undefined = offer) => {
    setLoss({ problem: why, slot: words(slot) })
    form.setValue('slot', '')
    void refresh()
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: it was a time of the other mode
  useEffect(() => setLoss(null), [mode])

  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each refusal
  useEffect(() => {
    if (chosen !== null && keeping.problem !== null && LOST.has(keeping.problem.code)) lose(keeping.problem)
  }, [keeping.problem])

  // biome-ignore lint/correctness/useExhaustiveDependencies: when the times change
  useEffect(() => {
    if (!active || grid === null || loss !== null || offered) return
    const wished = findWish(grid, { delivery: readWish(draft.deliveryWish), pickup: readWish(draft.pickupWish) })
    if (wished?.offer !== undefined) form.setValue('slot', writeChosen(wished.offer))
    else if (wished !== null && grid.days.length > 0) lose({ code: 'slot.unknown' }, wished.wish)
    else if (grid.earliest !== null) form.setValue('slot', writeChosen(grid.earliest))
    else if (chosen !== null) form.setValue('slot', '')
  }, [active, grid, loss, offered, draft.slot])

  const notServed = !waits && mode === 'delivery' && grid !== null && grid.days.length === 0
  return {
    ...{ grid, problem, refresh, chosen, keeping, loss, waits, notServed, choose, lose },
    words: chosen === null ? '' : words(offer),
    isLoss: (code: string) => LOST.has(code),
  }
}
