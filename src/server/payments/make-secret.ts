import type { NewPaymentSecret } from '../../contract/payment.ts'
import type { Viewer } from '../accounts/viewer.ts'
import { audit } from '../audit/audit.sql.ts'
import { chance } from '../chance.ts'
import type { Deps } from '../deps.ts'
import { lockSettings } from '../settings/settings.sql.ts'
import { readSecretState, replaceSecret } from './secrets.sql.ts'

/** A new secret for payment notices, told this once. */
export async function makeSecret({ db }: Deps, by: Viewer): Promise<NewPaymentSecret> {
  const secret = `whsec_${chance(32, 'base64')}`
  return await db.transaction(async (tx) => {
    await lockSettings(tx)
    const before = await readSecretState(tx)
    await replaceSecret(tx, secret)
    const after = await readSecretState(tx)
    audit(tx, by.accountId, { action: 'payment-secret.make', entity: 'payment-secret:1', before, after })
    return { ...after, secret }
  })
}
