import { expect, test } from 'vitest'
import { countGraphemes, isPlainLine, isPlainText } from './text.ts'

test('a reader’s characters are counted, not bytes or code units', () => {
  for (const one of ['a', '₹', '👩‍🍳', 'क्ष', '🇮🇳', 'é']) expect(countGraphemes(one), one).toBe(1)
  expect(countGraphemes('')).toBe(0)
  expect(countGraphemes('Happy birthday, माँ 🎂')).toBe(19)
  const plain = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).join('')
  expect(countGraphemes(`${plain}\n\n`)).toBe([...new Intl.Segmenter().segment(`${plain}\n\n`)].length)
  expect(countGraphemes('a\r\nb')).toBe(3)
})

test('[D23] control characters, lone surrogates and marks that reorder the text are no plain text', () => {
  for (const wrong of ['a\0b', '\u001b[31m', '\u007f', 'a\ud800', '\u202egnp.exe', '\u2066x\u2069']) {
    expect(isPlainText(wrong), JSON.stringify(wrong)).toBe(false)
    expect(isPlainLine(wrong), JSON.stringify(wrong)).toBe(false)
  }
  for (const right of ['', '<b>not markup</b>', 'नमस्ते', 'שלום', '👩‍🍳', "Robert'); drop table"])
    expect(isPlainText(right), right).toBe(true)
})

test('a line has no breaks; prose may', () => {
  for (const text of ['a\nb', 'a\r\nb', 'a\tb']) {
    expect(isPlainText(text)).toBe(true)
    expect(isPlainLine(text)).toBe(false)
  }
  expect(isPlainLine('a\u2028b')).toBe(false)
})
