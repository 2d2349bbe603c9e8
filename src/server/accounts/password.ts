import { hash, verify } from '@node-rs/argon2'
import { refuse } from '../refusal.ts'

/** argon2id, which is the package's default; the numbers are OWASP's. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** The hash of a password that nobody knows, so that an unknown e-mail costs what a wrong password costs. */
const NOBODY = '$argon2id$v=19$m=19456,t=2,p=1$kwHqHc07O8GpsI/2VyhBdw$FdtPYjoJ4T8z7v0KHcjAZTIPvxsc3Zy8ByucFMXDH5I'

// Hashing takes a thread and 19 MiB each: the rest of the shop keeps its share however many people sign in at once.
const AT_ONCE = 2
const IN_LINE = 20

let running = 0
const line: (() => void)[] = []

/** @throws Refusal `server.busy` when too many wait already */
export const hashPassword = (password: string): Promise<string> => inTurn(() => hash(password, COST))

/**
 * @param passwordHash null for an account that does not exist: the answer is false and takes as long
 * @throws Refusal `server.busy` when too many wait already
 */
export async function isRightPassword(password: string, passwordHash: string | null): Promise<boolean> {
  const matches = await inTurn(() => verify(passwordHash ?? NOBODY, password))
  return matches && passwordHash !== null
}

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running < AT_ONCE) running++
  else if (line.length < IN_LINE) await new Promise<void>((resolve) => line.push(resolve))
  else refuse('server.busy')
  try {
    return await work()
  } finally {
    // The place is handed over, so that nobody slips in between.
    const next = line.shift()
    if (next === undefined) running--
    else next()
  }
}
