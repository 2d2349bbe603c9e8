import { Archive } from 'lucide-react'
import { useState } from 'react'
import type { AdminProduct } from '../../../contract/product.ts'
import { api } from '../../live/api.ts'
import { knownProduct } from '../../live/known.ts'
import { useLive } from '../../live/live-provider.tsx'
import { useCall } from '../../live/use-call.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { notify } from '../../ui/toast.tsx'
import { useRestore } from './restore.tsx'

/** Asks first: it leaves all carts at once. */
export function ArchiveButton({ product, onArchived }: { product: AdminProduct; onArchived?: () => void }) {
  const { store } = useLive()
  const restore = useRestore()
  const [asking, setAsking] = useState(false)
  const { run, moment, problem } = useCall()
  const archive = async () => {
    const headers = { 'If-Match': `"${product.version}"` }
    const answer = await run(() => api<{ product: AdminProduct }>('DELETE', `/api/products/${product._id}`, undefined, { headers }))
    if (answer.ok) {
      store.learn([knownProduct(answer.data.product)])
      setAsking(false)
      const { product: archived } = answer.data
      notify(`${product.name} is archived`, { kind: 'success', action: { label: 'Undo', onClick: () => void restore(archived) } })
      onArchived?.()
      return
    }
    const { current } = answer.problem as { current?: AdminProduct }
    if (current) store.learn([knownProduct(current)])
  }
  return (
    <>
      <Button size="square" kind="quiet" aria-label={`Archive ${product.name}`} onClick={() => setAsking(true)}>
        <Archive className="size-5" aria-hidden="true" />
      </Button>
      <Dialog
        open={asking}
        onOpenChange={setAsking}
        title={`Archive ${product.name}?`}
        description="It leaves the shop at once, and carts that hold it say so. Orders keep it. You find it under “Archived” and can put it back."
        footer={
          <>
            <Button kind="primary" moment={moment === 'done' ? 'idle' : moment} pendingLabel="Archiving" onClick={() => void archive()}>
              Archive it
            </Button>
            <Button onClick={() => setAsking(false)}>Keep it</Button>
          </>
        }
      >
        {problem !== null && (
          <p role="alert" className="font-semibold text-anaar-ink">
            {problem.code === 'product.changed' ? 'Somebody saved it meanwhile. Look at it, then archive again.' : problem.message}
          </p>
        )}
      </Dialog>
    </>
  )
}
