import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8')
const matches = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].flatMap(([, id]) => (id === undefined ? [] : [id]))

const tests = ['src', 'test', 'scripts'].flatMap((folder) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(test|spec)\.tsx?$/.test(file) || file.endsWith('log-contract.ts'))
    .map((file) => read(path.join(folder, file))),
)
// Ids stand at the front of a test's sentence.
const cited = new Set(tests.flatMap((text) => matches(text, /\[([A-FI]\d{1,3})\]/g)))
const promised = new Set(matches(read('docs/guarantees.md'), /^\| ([A-FI]\d{1,3}) \|/gm))
const rules = new Set(matches(read('SYNC.md'), /^- \*\*(F\d{1,2})\*\*/gm))

test('every promise on the page has a test that cites it', () => {
  expect([...promised].filter((id) => !cited.has(id))).toEqual([])
})

test('every id that a test cites is on the page or a rule of the feed', () => {
  expect([...cited].filter((id) => !promised.has(id) && !rules.has(id))).toEqual([])
})
