import { KeyRound, Send } from 'lucide-react'
import { useState, useSyncExternalStore } from 'react'
import { useRevalidator } from 'react-router'
import type { NewPaymentSecret, NoticeTest, PaymentSecretState } from '../../../contract/payment.ts'
import { seatBase } from '../../live/api.ts'
import { useCall } from '../../live/use-call.ts'
import { useShop } from '../../live/use-shop.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { CopyLine } from '../../ui/copy-button.tsx'
import { Note } from '../../ui/note.tsx'
import { formatMoment } from '../../ui/time.ts'
import { ConfirmDialog } from '../people/confirm-dialog.tsx'
import { call } from '../settings/remove.ts'
import { SecretDialog } from './secret-dialog.tsx'

/** The server does not know under which name it is reached. */
const noBase = () => ''
const baseHere = () => window.location.origin + seatBase()
const never = () => () => undefined

/** How the bank's side tells the shop that money came, and the secret by which it is believed. */
export function NoticeCard({ secret }: { secret: PaymentSecretState }) {
  const base = useSyncExternalStore(never, baseHere, noBase)
  const address = `${base}/api/payments/upi/notices`
  return (
    <Card className="flex flex-col gap-4">
      <h2 className="text-xl">Signed notices</h2>
      <p className="max-w-prose text-ink-2 text-sm">
        Without more, you look at your bank and say at the order that the money came. What your bank offers, such as an API or a sound box
        with one, can say it instead: it posts a notice to this address, signed with the secret by the Standard Webhooks rules.
      </p>
      <dl className="rounded-md bg-sunken px-4">
        <CopyLine what="address" label="Address" text={address} />
      </dl>
      <Secret secret={secret} />
      <TestButton possible={secret.madeAt !== null} />
    </Card>
  )
}

function Secret({ secret: { madeAt, previousUntil } }: { secret: PaymentSecretState }) {
  const { timeZone } = useShop()
  const { revalidate } = useRevalidator()
  const { run, moment, problem } = useCall()
  const [asks, setAsks] = useState(false)
  const [made, setMade] = useState<string | null>(null)
  const make = async () => {
    const answer = await run(() => call<NewPaymentSecret>('POST', 'payment-secret'))
    if (!answer.ok) return
    setMade(answer.data.secret)
    void revalidate()
  }
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <Button
        kind={madeAt === null ? 'dark' : 'outline'}
        moment={moment === 'pending' ? 'pending' : 'idle'}
        pendingLabel="Making it"
        onClick={() => (madeAt === null ? void make() : setAsks(true))}
      >
        <KeyRound className="size-5" aria-hidden="true" />
        {madeAt === null ? 'Make a secret' : 'Make a new secret'}
      </Button>
      <p className="num text-ink-2 text-sm">
        {madeAt === null ? 'There is none: no notice is believed.' : `The secret is from ${formatMoment(madeAt, timeZone)}.`}
        {previousUntil !== null && ` The one before is good until ${formatMoment(previousUntil, timeZone)}.`}
      </p>
      {problem !== null && (
        <p role="alert" className="w-full font-semibold text-anaar-ink text-sm">
          {problem.message}
        </p>
      )}
      {asks && (
        <ConfirmDialog
          asked={{
            title: 'A new secret?',
            says: 'Give it to your bank’s side within a day: the one of now is good for 24 more hours.',
            action: 'Make a new secret',
            run: () => void make(),
          }}
          onClose={() => setAsks(false)}
        />
      )}
      {made !== null && <SecretDialog secret={made} onClose={() => setMade(null)} />}
    </div>
  )
}

/** A truly signed notice of the shop to itself: what comes back is what the bank's side would be told. */
function TestButton({ possible }: { possible: boolean }) {
  const { run, moment, problem } = useCall()
  const [told, setTold] = useState<NoticeTest | null>(null)
  const test = async () => {
    setTold(null)
    const answer = await run(() => call<NoticeTest>('POST', 'payment-notices/test'))
    if (answer.ok) setTold(answer.data)
  }
  const went = told !== null && told.status < 300
  return (
    <div className="flex flex-col items-start gap-3">
      <Button
        moment={moment === 'pending' ? 'pending' : 'idle'}
        pendingLabel="Sending"
        disabled={!possible}
        aria-describedby="test-says"
        onClick={() => void test()}
      >
        <Send className="size-5" aria-hidden="true" />
        Send a test notice
      </Button>
      <p id="test-says" className="text-ink-2 text-sm">
        {possible ? 'The shop signs one and sends it to itself. No order is touched.' : 'It needs a secret.'}
      </p>
      <div role="status" className="w-full empty:hidden">
        {told !== null && (
          <Note kind={went ? 'confirms' : 'blocks'} title={went ? 'It works.' : 'It was not taken.'}>
            {went ? 'The shop was reached and believed the signature.' : told.message} <span className="num">({told.status})</span>
          </Note>
        )}
        {problem !== null && (
          <Note kind="blocks" title="It could not be sent.">
            {problem.message}
          </Note>
        )}
      </div>
    </div>
  )
}
