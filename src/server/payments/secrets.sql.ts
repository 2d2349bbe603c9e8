import { sql } from 'kysely'
import type { PaymentSecretState } from '../../contract/payment.ts'
import type { Queryable, Tx } from '../db/database.ts'

/** Those that notices may be signed with now, the newest first. */
export async function readSecrets(read: Queryable): Promise<string[]> {
  const { rows } = await sql<{ secret: string }>`
    select secret from payment_secrets where ends_at is null or ends_at > now() order by id desc`.execute(read)
  return rows.map(({ secret }) => secret)
}

export async function readSecretState(read: Queryable): Promise<PaymentSecretState> {
  const { rows } = await sql<{ madeAt: Date | null; previousUntil: Date | null }>`
    select (select made_at from payment_secrets where ends_at is null) as "madeAt",
           (select max(ends_at) from payment_secrets where ends_at > now()) as "previousUntil"`.execute(read)
  const [row] = rows
  return { madeAt: row?.madeAt?.toISOString() ?? null, previousUntil: row?.previousUntil?.toISOString() ?? null }
}

/** The one before is good for a day more, so that the bank's side can be changed over. The caller holds the settings' lock. */
export async function replaceSecret(tx: Tx, secret: string): Promise<void> {
  await sql`delete from payment_secrets where ends_at <= now()`.execute(tx)
  await sql`update payment_secrets set ends_at = now() + interval '24 hours' where ends_at is null`.execute(tx)
  await sql`insert into payment_secrets (secret) values (${secret})`.execute(tx)
}
