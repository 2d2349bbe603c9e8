import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ensureInstalled } from './install.mjs'
import { command, must, root, step } from './steps.mjs'

const COMMON = ['package-lock.json', 'tsconfig.base.json', 'src/domain', 'src/contract', 'src/feed']

/** The server compiles with its own units only: a type error in a page is `verify`'s business, not a reason for a shop to stay shut. */
const server = {
  label: 'Building the server',
  sources: [...COMMON, 'src/server', 'src/dev'],
  result: 'build/node/server/main.js',
  make: () => must('tsc', ['-b', 'src/server']),
}

const web = {
  label: 'Building the pages',
  sources: [...COMMON, 'src/web', 'react-router.config.ts', 'vite.config.ts'],
  result: 'build/web/server/index.js',
  make: () => must('reactRouter', ['build']),
}

/** Builds what is older than its sources; tells nothing when nothing is. */
export async function ensureBuilt({ always = false } = {}) {
  for (const part of existsSync(join(root, 'react-router.config.ts')) ? [server, web] : [server]) {
    const fingerprint = fingerprintOf(part.sources)
    const stamp = join(root, 'build', `${part.label.split(' ').at(-1)}.stamp`)
    const fresh = existsSync(join(root, part.result)) && existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint
    if (fresh && !always) continue
    await step(part.label, part.make)
    mkdirSync(join(root, 'build'), { recursive: true })
    writeFileSync(stamp, fingerprint)
  }
}

/**
 * By content, since a checkout gives every file a new time.
 * @param {string[]} sources
 */
function fingerprintOf(sources) {
  const hash = createHash('sha256')
  for (const file of sources.flatMap(filesBelow))
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update('\0')
  return hash.digest('hex')
}

/**
 * @param {string} path
 * @returns {string[]}
 */
function filesBelow(path) {
  if (!existsSync(join(root, path))) return []
  try {
    const entries = readdirSync(join(root, path), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
    return entries.flatMap((entry) => filesBelow(`${path}/${entry.name}`)).filter((file) => !/\.test\.tsx?$/.test(file))
  } catch {
    return [path]
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await command(async () => {
    await ensureInstalled()
    await ensureBuilt({ always: true })
  })
}
