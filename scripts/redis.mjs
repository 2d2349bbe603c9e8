import { hasRedis } from '../deploy/local/redis.mjs'
import { installPackage, mayInstall } from './debian.mjs'
import { step } from './steps.mjs'

/** Finds Redis, or brings it where that is possible. Resolves to whether it is there. */
export async function ensureRedis() {
  if (!hasRedis() && mayInstall()) await step('Installing Redis for the tests (once)', () => installPackage('redis-server'))
  return hasRedis()
}
