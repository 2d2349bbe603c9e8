import { newKey } from '../live/new-key.ts'

/** Longer than one call may take; a tab that dies holds the others up for no more. */
const LEASE = 15_000
/** What one tab writes to the storage reaches the others a moment later. */
const SETTLES = 200

type Lease = { readonly by: string; readonly until: number }

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/**
 * Does `work` while no other tab of this browser does any under the same name; waits for them. The next one comes when it can be
 * expected to see what this one wrote; one that does not sends a tap again under its key, which is done once all the same.
 */
export async function asOnlyTab(name: string, work: () => Promise<void>): Promise<void> {
  // Pages over plain HTTP, on an address that is not this machine's, have no locks.
  if ('locks' in navigator) await navigator.locks.request(name, () => thenSettle(work))
  else await withLease(name, () => thenSettle(work))
}

async function thenSettle(work: () => Promise<void>): Promise<void> {
  await work()
  await wait(SETTLES)
}

/** Nearly as good: two tabs that ask in the same instant may both go. What they send has keys, and is done once all the same. */
async function withLease(name: string, work: () => Promise<void>): Promise<void> {
  const me = newKey()
  while (!(await take(name, me))) await wait(500)
  const renewing = setInterval(() => write(name, { by: me, until: Date.now() + LEASE }), LEASE / 3)
  try {
    await work()
  } finally {
    clearInterval(renewing)
    if (read(name)?.by === me) write(name, null)
  }
}

async function take(name: string, me: string): Promise<boolean> {
  const held = read(name)
  if (held !== null && held.by !== me && held.until > Date.now()) return false
  if (!write(name, { by: me, until: Date.now() + LEASE })) return true
  await wait(SETTLES)
  return read(name)?.by === me
}

function read(name: string): Lease | null {
  try {
    return JSON.parse(localStorage.getItem(name) ?? 'null') as Lease | null
  } catch {
    return null
  }
}

/** false: this browser keeps nothing, and so no other tab sees this one's taps. */
function write(name: string, lease: Lease | null): boolean {
  try {
    if (lease === null) localStorage.removeItem(name)
    else localStorage.setItem(name, JSON.stringify(lease))
    return true
  } catch {
    return false
  }
}
