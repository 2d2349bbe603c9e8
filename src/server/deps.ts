import type { Logger } from 'pino'
import type { Config } from './config.ts'
import type { Database } from './db/database.ts'

/** What the shop's use cases and routes are given. Put together by hand in app.ts. */
export type Deps = {
  readonly db: Database
  readonly log: Logger
  readonly config: Config
  /** The clock, so that a test can set it. */
  readonly now: () => Date
}
