import { expect, test } from 'vitest'
import { boot } from '../support/boot.ts'
import { sendHostileInput } from '../support/hostile-input.ts'
import { until } from '../support/until.ts'

const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000)
const COUNT = Number(process.env.HOSTILE_INPUTS ?? 2000)

test(`[F53] [A04] ${COUNT} malformed packets, frames and requests end no process and disturb nobody (seed ${SEED})`, async () => {
  await using shop = await boot()
  const staff = await shop.person('Noor', 'staff', ['catalogue'])
  const { socket, heard } = await shop.classic(staff)
  const screen = await shop.screen(staff)
  const { inputs, closed } = await sendHostileInput(shop.url, SEED, COUNT)
  process.stdout.write(`HOSTILE seed=${SEED} inputs=${inputs} hung-up=${closed}\n`)
  expect(closed).toBeGreaterThan(COUNT / 20)
  const product = await shop.product()
  await until('others hear the news', () => screen.data(`product:${product._id}`) && JSON.stringify(heard).includes(product._id))
  expect([socket.connected, screen.resets]).toEqual([true, []])
  expect((await shop.call('GET', '/api/health')).status).toBe(200)
  expect(({} as { admin?: unknown }).admin).toBeUndefined()
}, 600_000)
