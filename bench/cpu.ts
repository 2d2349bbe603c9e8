import { readdirSync, readFileSync } from 'node:fs'

/** Linux counts CPU time in hundredths of a second, whatever its own clock. */
const TICK = 10

type Stat = { readonly pid: number; readonly parent: number; readonly ticks: number }

/** null: it ended meanwhile. Its own time and that of the children it has reaped, threads included. */
function statOf(pid: number): Stat | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name before may hold spaces and brackets.
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number)
    const [, parent = 0, , , , , , , , , , user = 0, system = 0, childrenUser = 0, childrenSystem = 0] = fields
    return { pid, parent, ticks: user + system + childrenUser + childrenSystem }
  } catch {
    return null
  }
}

/** A process and all that descend from it, but for `except` and what descends from that. */
function family(root: number, except?: number): Stat[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => statOf(Number(name)) ?? [])
  const members = new Set([root])
  for (let size = 0; size < members.size; ) {
    size = members.size
    for (const { pid, parent } of all) if (members.has(parent) && pid !== except) members.add(pid)
  }
  return all.filter(({ pid }) => members.has(pid))
}

/** Milliseconds of CPU that a process and its descendants have used so far. */
export const cpuOf = (root: number, except?: number): number => family(root, except).reduce((sum, { ticks }) => sum + ticks, 0) * TICK

/** MiB of memory of a process and its descendants; what several share is counted once. */
export function memoryOf(root: number, except?: number): number {
  return family(root, except).reduce((sum, { pid }) => sum + proportionalShare(pid), 0) / 1024
}

function proportionalShare(pid: number): number {
  try {
    return Number(/^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0)
  } catch {
    return 0
  }
}
