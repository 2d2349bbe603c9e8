import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startPostgres } from '../deploy/local/postgres.mjs'
import { installPackage, mayInstall } from './debian.mjs'
import { step } from './steps.mjs'

/** The oldest PostgreSQL that the shop supports, from Debian's package or PostgreSQL's own. */
const BIN = '/usr/lib/postgresql/15/bin'

/** Finds PostgreSQL 15, or brings it where that is possible. Resolves to whether it is there. */
export async function ensureOlderPostgres() {
  if (!existsSync(join(BIN, 'initdb')) && mayInstall()) {
    await step('Installing PostgreSQL 15 for the tests (once)', fromPackages)
  }
  return existsSync(join(BIN, 'initdb'))
}

/** Debian makes a cluster with the package unless it is told not to. */
async function fromPackages() {
  const folder = '/etc/postgresql-common/createcluster.d'
  const note = join(folder, 'cakewire-tests.conf')
  mkdirSync(folder, { recursive: true })
  writeFileSync(note, 'create_main_cluster = false\n')
  await installPackage('postgresql-15')
  rmSync(note)
}

export const startOlderPostgres = () => startPostgres({ bin: BIN })
