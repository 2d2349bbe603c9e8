import { expect, test } from 'vitest'
import { isEggless } from './egg.ts'

test.each(['Eggless', 'EGGLESS', 'Egg-less', 'egg less sponge', 'Egg-free', 'No egg', 'Without eggs', 'zero-egg'])(
  '"%s" carries the green mark',
  (name) => {
    expect(isEggless(name)).toBe(true)
  },
)

test.each(['Egg', 'With egg', 'Regular', 'Contains eggs', 'Extra egg', ''])('"%s" counts as made with egg', (name) => {
  expect(isEggless(name)).toBe(false)
})
