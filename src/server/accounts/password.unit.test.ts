import { expect, test } from 'vitest'
import { Refusal } from '../refusal.ts'
import { hashPassword, isRightPassword } from './password.ts'

test('[E01] a password is kept as argon2id with 19 MiB, two passes, one lane', async () => {
  const kept = await hashPassword('mango after rain')
  expect(kept).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(await isRightPassword('mango after rain', kept)).toBe(true)
  expect(await isRightPassword('mango after rains', kept)).toBe(false)
})

test('[E01] the same password is kept differently each time', async () => {
  expect(await hashPassword('mango after rain')).not.toBe(await hashPassword('mango after rain'))
})

test('[E03] no password is right for an account that does not exist', async () => {
  expect(await isRightPassword('', null)).toBe(false)
  expect(await isRightPassword('mango after rain', null)).toBe(false)
})

test('[F74] of a hundred at once two are worked on, twenty wait, and the others are told to come back', async () => {
  const tries = await Promise.allSettled(Array.from({ length: 100 }, () => isRightPassword('a guess', null)))
  const turnedAway = tries.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []))
  expect(turnedAway).toHaveLength(78)
  for (const reason of turnedAway) expect(reason).toEqual(new Refusal('server.busy'))
  // And the line moves on.
  expect(await isRightPassword('a guess', null)).toBe(false)
})
