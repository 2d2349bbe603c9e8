import { REFUSALS, type RefusalCode } from '../contract/refusal.ts'

/** A "no" that is part of the contract. Not a bug: it is answered, not logged as an error. */
export class Refusal extends Error {
  readonly code: RefusalCode
  /** Goes into the answer beside `code` and `message`. Never anything private. */
  readonly details: Readonly<Record<string, unknown>>

  constructor(code: RefusalCode, details: Readonly<Record<string, unknown>> = {}) {
    super(REFUSALS[code][1])
    this.name = 'Refusal'
    this.code = code
    this.details = details
  }

  get status(): number {
    return REFUSALS[this.code][0]
  }
}

/** @throws Refusal, always */
export function refuse(code: RefusalCode, details?: Readonly<Record<string, unknown>>): never {
  throw new Refusal(code, details)
}
