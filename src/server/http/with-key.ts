import * as z from 'zod'

/** The headers of a call that is done once under its key, however often it is sent. Loose: the other headers stay. */
export const WithKey = z.looseObject({ 'idempotency-key': z.string().min(1).max(200).optional() })
