/** What the embedded database needs of a logger; pino's own logger fits. */
export type EmbeddedLog = {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

/** A reason not to start that a person can act on. The message is a whole sentence; no stack is worth printing. */
export class EmbeddedDatabaseError extends Error {
  override readonly name = 'EmbeddedDatabaseError'
}
