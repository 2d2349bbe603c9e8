import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The clock of the server processes: `skewed-clock.mjs`, which they load first, reads the file. */
export type Clock = AsyncDisposable & {
  readonly file: string
  /** So many milliseconds ahead of the true time from now on. */
  jump(ms: number): Promise<void>
}

export async function openClock(): Promise<Clock> {
  const folder = await mkdtemp(join(tmpdir(), 'cakewire-clock-'))
  const file = join(folder, 'skew')
  const jump = (ms: number) => writeFile(file, String(ms))
  await jump(0)
  return { file, jump, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) }
}
