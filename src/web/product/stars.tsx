import { Star } from 'lucide-react'
import { cx } from '../ui/cx.ts'

export const Stars = ({ rating }: { rating: number }) => (
  <span className="inline-flex" role="img" aria-label={`${rating} of 5`}>
    {[1, 2, 3, 4, 5].map((star) => (
      <Star key={star} className={cx('size-4', star <= rating ? 'fill-haldi text-haldi-ink' : 'text-line-strong')} aria-hidden="true" />
    ))}
  </span>
)
