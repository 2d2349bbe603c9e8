import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'

const declarations = (block: string): string[] =>
  block
    .split(';')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter(Boolean)

test('the dark that the device asks for is the dark that a person chooses', async () => {
  const css = await readFile(new URL('tokens.css', import.meta.url), 'utf8')
  const [, chosen] = /\[data-theme=["']dark["']\]\s*\{([^}]*)\}/.exec(css) ?? []
  const [, asked] = /:root:not\(\[data-theme\]\)\s*\{([^}]*)\}/.exec(css) ?? []
  expect(declarations(chosen ?? '').length).toBeGreaterThan(40)
  expect(declarations(asked ?? '')).toEqual(declarations(chosen ?? ''))
})
