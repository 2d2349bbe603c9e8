import { seatBase } from '../live/api.ts'
import { countBelow, type Shelf, TapBox, wipe } from './tap-box.ts'

const PLACE = 'cakewire.tap'

/** In this browser's seat, of everybody. */
const seatPlace = (): string => `${PLACE}${seatBase()}.`
const placeOf = (accountId: string): string => `${seatPlace()}${accountId}.`

/** What the tabs of this browser take turns under. */
export const turnOf = (accountId: string): string => `${PLACE}s${seatBase()}.${accountId}`

/** null where a browser keeps nothing. */
function openShelf(): Shelf | null {
  try {
    return window.localStorage
  } catch {
    return null
  }
}

const boxes = new Map<string, TapBox>()

/** The one queue of that person in this page. Only in the browser. */
export function boxOf(accountId: string): TapBox {
  const place = placeOf(accountId)
  const box = boxes.get(place) ?? new TapBox(place, openShelf())
  boxes.set(place, box)
  return box
}

/** Somebody signs out: what they did not get to send is nobody's. */
export function forgetTaps(accountId: string): void {
  const shelf = openShelf()
  if (shelf !== null) wipe(shelf, placeOf(accountId))
  boxes.get(placeOf(accountId))?.refresh()
}

/** How many taps wait on this browser, whoever made them. */
export function tapsLeftHere(): number {
  const shelf = openShelf()
  return shelf === null ? 0 : countBelow(shelf, seatPlace())
}
