import * as z from 'zod'

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
