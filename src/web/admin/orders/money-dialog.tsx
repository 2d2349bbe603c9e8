import { type FormEvent, useId, useState } from 'react'
import type { AdminOrder } from '../../../contract/order.ts'
import type { SayMoney } from '../../../contract/payment.ts'
import { api } from '../../live/api.ts'
import { knownOrder } from '../../live/known.ts'
import { useLive } from '../../live/live-provider.tsx'
import { newKey } from '../../live/new-key.ts'
import { useCall } from '../../live/use-call.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'

/** What staff say of an order's money. */
export type MoneyDeed = 'payment' | 'refund'

type Props = {
  readonly order: AdminOrder
  readonly deed: MoneyDeed
  /** Of the order of which it asks. */
  readonly rev: number
  readonly title: string
  readonly says: string
  readonly action: string
  readonly onClose: () => void
}

/** Once, however often it is sent. */
function useDeed({ order, deed, rev, onClose }: Pick<Props, 'order' | 'deed' | 'rev' | 'onClose'>) {
  const { store } = useLive()
  const { run, moment, problem } = useCall()
  const [key, setKey] = useState(newKey)
  const say = async (reference: string) => {
    const body: SayMoney = reference === '' ? { rev } : { reference, rev }
    const headers = { 'Idempotency-Key': key }
    const answer = await run(() => api<AdminOrder>('POST', `/api/orders/${order._id}/${deed}`, body, { headers }))
    // Written otherwise it is another wish; without an answer it may have been done.
    if (!answer.ok && answer.problem.status >= 400 && answer.problem.status < 500) setKey(newKey())
    const { current } = (answer.ok ? {} : answer.problem) as { current?: AdminOrder }
    if (current !== undefined) store.learn([knownOrder(current)])
    if (!answer.ok) return
    store.learn([knownOrder(answer.data)])
    onClose()
  }
  return { say, moment, problem }
}

/** The money came, or was given back: said by a person, with the bank's reference where there is one. */
export function MoneyDialog({ order, deed, rev, title, says, action, onClose }: Props) {
  const form = useId()
  const [reference, setReference] = useState('')
  const { say, moment, problem } = useDeed({ order, deed, rev, onClose })
  // It asked of money that is no longer as it was.
  const over = problem?.code === 'order.changed'
  const wrong = problem?.issues?.find(({ path }) => path === 'body/reference')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    // A portal's events reach the page's own forms too.
    event.stopPropagation()
    if (moment !== 'pending' && !over) void say(reference.trim())
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={title}
      description={says}
      footer={
        <>
          {!over && (
            <Button type="submit" form={form} kind="primary" moment={moment === 'failed' ? 'idle' : moment} pendingLabel="Writing it down">
              {action}
            </Button>
          )}
          <Button onClick={onClose}>{over ? 'Look again' : 'Leave it'}</Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-4">
        <TextField
          label={
            <>
              The bank’s reference (UTR) <span className="font-normal text-ink-2">optional</span>
            </>
          }
          value={reference}
          maxLength={64}
          autoComplete="off"
          error={wrong && 'At most 64 characters of plain text.'}
          onChange={(event) => setReference(event.target.value)}
        />
        {problem !== null && wrong === undefined && (
          <p role="alert" className="font-semibold text-anaar-ink">
            {over ? 'This order changed meanwhile, and nothing was written down. Look at its money again.' : problem.message}
          </p>
        )}
      </form>
    </Dialog>
  )
}
