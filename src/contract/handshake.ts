import * as z from 'zod'
import type { RefusalCode } from './refusal.ts'

/**
 * `auth` of a Socket.IO client. With `cursor` it speaks the feed protocol (events `feed`, `reset`), without it gets the classic
 * events. `token` is for clients without a cookie; `seat` picks among a browser's sessions.
 */
export const Handshake = z.object({
  cursor: z.string().max(1000).optional(),
  token: z.string().min(1).max(200).optional(),
  seat: z
    .string()
    .regex(/^[a-z]{0,12}$/)
    .default(''),
})
export type Handshake = z.infer<typeof Handshake>

/**
 * The event `auth` on an open socket, with an acknowledgement: it goes on under a newer token of the same person, or, without one,
 * looks whether its session was prolonged. Answered by {@link AuthAnswer}.
 */
export const AuthMessage = z.strictObject({ token: Handshake.shape.token })
/** `expiresAt`: ISO 8601; when the socket will be ended unless the session is used or `auth` comes again. */
export type AuthAnswer = { readonly expiresAt: string } | { readonly code: RefusalCode }
