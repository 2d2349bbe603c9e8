import { Star } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { OwnReview as Own, ReviewAnswer } from '../../contract/review.ts'
import { api } from '../live/api.ts'
import { useCall } from '../live/use-call.ts'
import { useRootData } from '../root-data.ts'
import { Button } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { cx } from '../ui/cx.ts'
import { TextArea } from '../ui/field.tsx'

const STATE_WORDS: Record<Own['state'], string> = {
  published: 'Everybody can read it.',
  waiting: 'We look at it first, then everybody can read it.',
  hidden: 'It is not on the page.',
}

/** `of`: whose, and of which product. */
type Told = ReviewAnswer & { readonly of: string }
type Props = { readonly productId: string; readonly name: string }

/** For who had the product delivered: writing, editing and taking back a review. Nothing for others. */
export function OwnReview({ productId, name }: Props) {
  const { viewer } = useRootData()
  const [told, setTold] = useState<Told | null>(null)
  const accountId = viewer?._id
  useEffect(() => {
    if (accountId === undefined) return setTold(null)
    const gone = new AbortController()
    void api<ReviewAnswer>('GET', `/api/products/${productId}/review`, undefined, { signal: gone.signal }).then((answer) => {
      if (!gone.signal.aborted) setTold(answer.ok ? { ...answer.data, of: `${productId} ${accountId}` } : null)
    })
    return () => gone.abort()
  }, [productId, accountId])
  if (told === null || !(told.may || told.review !== null)) return null
  return (
    <ReviewForm
      key={told.of}
      productId={productId}
      name={name}
      review={told.review}
      onChanged={(review) => setTold((before) => before && { ...before, review })}
    />
  )
}

function ReviewForm({ productId, name, review, onChanged }: Props & { review: Own | null; onChanged: (review: Own | null) => void }) {
  const [rating, setRating] = useState(review?.rating ?? 0)
  const [comment, setComment] = useState(review?.comment ?? '')
  const { run, moment, problem, clear } = useCall()
  const [missing, setMissing] = useState(false)
  const save = async () => {
    if (rating === 0) return setMissing(true)
    const answer = await run(() => api<Own>('PUT', `/api/products/${productId}/review`, { rating, comment }))
    if (!answer.ok) return
    // What was typed while it was on its way stays.
    setComment((now) => (now === comment ? answer.data.comment : now))
    onChanged(answer.data)
  }
  const takeBack = async () => {
    const answer = await run(() => api<null>('DELETE', `/api/products/${productId}/review`))
    if (!answer.ok) return
    clear()
    setRating(0)
    setComment('')
    onChanged(null)
  }
  return (
    <Card>
      <form
        aria-label={`Your review of ${name}`}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <h3 className="text-lg">{review === null ? `How was ${name}?` : 'Your review'}</h3>
        <fieldset>
          <legend className="sr-only">Stars</legend>
          <div className="flex">
            {[1, 2, 3, 4, 5].map((star) => (
              <label
                key={star}
                className="grid size-11 cursor-pointer place-items-center rounded-md has-focus-visible:outline-3 has-focus-visible:outline-focus"
              >
                <input
                  type="radio"
                  name={`stars-${productId}`}
                  className="sr-only"
                  checked={rating === star}
                  onChange={() => setRating(star)}
                />
                <Star className={cx('size-7', star <= rating ? 'fill-haldi text-haldi-ink' : 'text-line-strong')} aria-hidden="true" />
                <span className="sr-only">{star === 1 ? '1 star' : `${star} stars`}</span>
              </label>
            ))}
          </div>
        </fieldset>
        <TextArea
          label="In your words (if you like)"
          rows={3}
          maxLength={1000}
          value={comment}
          onChange={(event) => setComment(event.target.value)}
        />
        {review !== null && (
          <p role="status" className="text-ink-2 text-sm">
            {STATE_WORDS[review.state]} {review.reason}
          </p>
        )}
        {(problem !== null || (missing && rating === 0)) && (
          <p role="alert" className="font-semibold text-anaar-ink">
            {problem?.message ?? 'Choose how many stars.'}
          </p>
        )}
        <div className="flex flex-wrap gap-3">
          <Button type="submit" kind="primary" moment={moment} pendingLabel="Sending" doneLabel="Thank you">
            {review === null ? 'Send' : 'Save'}
          </Button>
          {review !== null && (
            <Button kind="quiet" onClick={() => void takeBack()}>
              Take it back
            </Button>
          )}
        </div>
      </form>
    </Card>
  )
}
