import { expect, test } from 'vitest'
import { readWanted, writeWanted } from './choice-url.ts'

test('what is chosen is in the link, and the link chooses it again', () => {
  const wanted = {
    flavor: 'Dark chocolate 70%',
    size: '½ kg',
    eggOption: 'Eggless',
    design: 'Photo & frame',
    extras: ['Candles, 5', 'Knife'],
    message: 'Happy birthday & love, मीरा',
  }
  expect(readWanted(new URLSearchParams(writeWanted(wanted).toString()))).toEqual(wanted)
})

test('what nobody chose is not in the link', () => {
  expect(writeWanted({ message: '  ' }).toString()).toBe('')
  expect(readWanted(new URLSearchParams('size='))).toEqual({ message: '' })
})

test('a link cannot bring a message without end', () => {
  expect(readWanted(new URLSearchParams({ message: 'a'.repeat(5000) })).message.length).toBe(320)
})
