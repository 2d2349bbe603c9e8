import { randomBytes } from 'node:crypto'

/** 24 hex digits of chance: one id tells nothing about another. */
export const newId = (): string => randomBytes(12).toString('hex')
