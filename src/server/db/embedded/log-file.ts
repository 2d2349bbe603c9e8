import { copyFile, open, stat, truncate } from 'node:fs/promises'

const LARGEST = 8 * 1024 * 1024

/** PostgreSQL writes its log itself and goes on doing so when this process dies; this keeps the file at 8 MiB and one older copy. */
export async function openLogFile(file: string) {
  await keepSmall(file)
  const handle = await open(file, 'a', 0o600)
  const timer = setInterval(() => void keepSmall(file).catch(() => undefined), 60_000).unref()
  return {
    fd: handle.fd,
    async close() {
      clearInterval(timer)
      await handle.close()
    },
  }
}

async function keepSmall(file: string): Promise<void> {
  const size = await stat(file).then(
    (found) => found.size,
    () => 0,
  )
  if (size <= LARGEST) return
  await copyFile(file, `${file}.1`)
  // PostgreSQL appends, so it goes on at the new end
  await truncate(file)
}

/** What PostgreSQL said after `from` bytes: the line that explains a failed start, if there is one. */
export async function complaintSince(file: string, from: number): Promise<string> {
  const handle = await open(file, 'r')
  try {
    const { size } = await handle.stat()
    const { buffer, bytesRead } = await handle.read({ position: from, buffer: Buffer.alloc(Math.min(Math.max(size - from, 0), 65_536)) })
    const lines = buffer.toString('utf8', 0, bytesRead).trim().split('\n')
    const serious = lines.findLast((line) => /(FATAL|PANIC):/.test(line)) ?? lines.at(-1) ?? ''
    return serious.replace(/^.*?(FATAL|PANIC): +/, '')
  } finally {
    await handle.close()
  }
}
