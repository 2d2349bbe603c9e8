import { Eye, EyeOff } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'react-router'
import type { AdminReview } from '../../../contract/review.ts'
import { api } from '../../live/api.ts'
import { useLive } from '../../live/live-provider.tsx'
import { useCall } from '../../live/use-call.ts'
import { useShop } from '../../live/use-shop.ts'
import { Stars } from '../../product/stars.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Tag, type Tone } from '../../ui/tag.tsx'
import { formatDay } from '../../ui/time.ts'
import { notify } from '../../ui/toast.tsx'
import { HideDialog } from './hide-dialog.tsx'

const LOOK: Record<AdminReview['state'], readonly [word: string, tone: Tone]> = {
  published: ['On the page', 'pista'],
  waiting: ['Waits for you', 'haldi'],
  hidden: ['Hidden', 'anaar'],
}

type Wanted = Pick<AdminReview, 'state' | 'reason'>

export function ReviewRow({ review }: { review: AdminReview }) {
  const { timeZone } = useShop()
  const { store } = useLive()
  const { run, moment, problem } = useCall()
  const [hiding, setHiding] = useState(false)
  const [word, tone] = LOOK[review.state]
  const set = async ({ state, reason }: Wanted, from: AdminReview, undo: Wanted | null) => {
    const answer = await run(() => api<AdminReview>('PATCH', `/api/admin/reviews/${from._id}`, { state, reason, version: from.version }))
    const { current } = (answer.ok ? {} : answer.problem) as { current?: AdminReview }
    const now = answer.ok ? answer.data : current
    if (now !== undefined) store.learn([{ entity: `review:${now._id}`, rev: now.version, data: now }])
    if (!answer.ok) return
    setHiding(false)
    if (undo === null) return
    const action = { label: 'Undo', onClick: () => void set(undo, answer.data, null) }
    notify(state === 'hidden' ? 'The review is hidden' : 'The review is on the page', { kind: 'success', action })
  }
  const before = { state: review.state, reason: review.reason }
  return (
    <Card className="flex flex-col gap-2" data-review={review._id}>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Stars rating={review.rating} />
        <Link to={`/product/${review.productId}`} className="link inline-flex min-h-11 items-center">
          {review.product}
        </Link>
        <span className="text-ink-3 text-sm">
          {review.user}, {formatDay(review.date, timeZone)}
        </span>
        <Tag tone={tone}>{word}</Tag>
      </p>
      {review.comment !== '' && <p className="whitespace-pre-line break-words">{review.comment}</p>}
      {review.reason !== '' && <p className="text-ink-2 text-sm">Hidden because: {review.reason}</p>}
      {problem !== null && !hiding && (
        <p role="alert" className="font-semibold text-anaar-ink">
          {problem.message}
        </p>
      )}
      <div className="flex flex-wrap gap-3">
        {review.state !== 'published' && (
          <Button moment={moment === 'done' ? 'idle' : moment} onClick={() => void set({ state: 'published', reason: '' }, review, before)}>
            <Eye className="size-5" aria-hidden="true" />
            Publish
          </Button>
        )}
        {review.state !== 'hidden' && (
          <Button kind="quiet" onClick={() => setHiding(true)}>
            <EyeOff className="size-5" aria-hidden="true" />
            Hide
          </Button>
        )}
      </div>
      {hiding && (
        <HideDialog
          product={review.product}
          moment={moment}
          problem={problem?.message ?? null}
          onHide={(reason) => void set({ state: 'hidden', reason }, review, before)}
          onClose={() => setHiding(false)}
        />
      )}
    </Card>
  )
}
