import { appendFile, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { complaintSince, openLogFile } from './log-file.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cakewire-log-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

test('a log that has grown beyond 8 MiB is kept once as .1 and begins anew; a smaller one goes on', async () => {
  const file = join(folder, 'postgres.log')
  await writeFile(file, 'x'.repeat(8 * 1024 * 1024 + 1))
  await (await openLogFile(file)).close()
  expect((await stat(file)).size).toBe(0)
  expect((await stat(`${file}.1`)).size).toBe(8 * 1024 * 1024 + 1)
  await appendFile(file, 'new\n')
  await (await openLogFile(file)).close()
  expect(await readFile(file, 'utf8')).toBe('new\n')
})

test('of what PostgreSQL said since, the fatal line is the complaint, and without one the last', async () => {
  const file = join(folder, 'postgres.log')
  const before = '2026-11-22 19:00:00.000 UTC [1] FATAL:  an old story\n'
  await writeFile(file, before)
  await appendFile(file, '2026-11-22 19:00:01.000 UTC [2] LOG:  starting\npostgres: no such file\n')
  expect(await complaintSince(file, before.length)).toBe('postgres: no such file')
  await appendFile(file, '2026-11-22 19:00:02.000 UTC [2] FATAL:  no room\n2026-11-22 19:00:02.000 UTC [2] LOG:  shut down\n')
  expect(await complaintSince(file, before.length)).toBe('no room')
})
