import { createHash, randomBytes } from 'node:crypto'

/** 256 random bits as 43 base64url characters. It says nothing and opens one session. */
export const newToken = (): string => randomBytes(32).toString('base64url')

export const isToken = (text: string): boolean => /^[A-Za-z0-9_-]{43}$/.test(text)

/** What the database keeps of a token. The token is random, so a fast hash is enough. */
export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest()
