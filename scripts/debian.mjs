import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { run } from './steps.mjs'

/** Asked by Debian's packages before they start a service; 101 forbids it. */
const POLICY = '/usr/sbin/policy-rc.d'

/** Whether packages can be brought here. */
export const mayInstall = () => process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')

/**
 * Installs one package, and starts no service of it: this machine did not ask for one.
 * @param {string} name
 * @returns {Promise<boolean>} whether it worked
 */
export async function installPackage(name) {
  if (!mayInstall()) return false
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  const quiet = !existsSync(POLICY)
  if (quiet) writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 })
  try {
    await run(['apt-get', 'update'], { env })
    return (await run(['apt-get', 'install', '-y', '--no-install-recommends', name], { env })).code === 0
  } finally {
    if (quiet) rmSync(POLICY)
  }
}
