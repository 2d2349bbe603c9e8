import { Check, CircleAlert, Hourglass, type LucideIcon, Repeat2, SearchX } from 'lucide-react'
import { Link } from 'react-router'
import type { Page } from '../../../contract/page.ts'
import type { NoticeKind, NoticeOutcome, PaymentNotice } from '../../../contract/payment.ts'
import { useShop } from '../../live/use-shop.ts'
import { amountWords } from '../../payments/amount-words.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { Tag, type Tone } from '../../ui/tag.tsx'
import { formatMoment } from '../../ui/time.ts'

const KINDS: Record<NoticeKind, string> = {
  'payment.authorized': 'promised',
  'payment.paid': 'paid',
  'payment.failed': 'failed',
  'payment.refunded': 'given back',
}

const OUTCOMES: Record<NoticeOutcome, readonly [word: string, tone: Tone, icon: LucideIcon]> = {
  applied: ['Counted', 'pista', Check],
  repeated: ['Said before', 'plain', Repeat2],
  held: ['Held', 'anaar', CircleAlert],
  parked: ['Waits for its order', 'haldi', Hourglass],
  unknown: ['No such order', 'anaar', SearchX],
}

type Props = { readonly notices: Page<PaymentNotice>; readonly firstPage: boolean }

/** The newest that came, and what became of each. */
export function NoticeList({ notices: { items, next }, firstPage }: Props) {
  return (
    <section aria-labelledby="notices" className="flex flex-col gap-3">
      <h2 id="notices" className="text-xl">
        What came
      </h2>
      {items.length === 0 && (
        <EmptyState title="No notices yet">The newest stand here by themselves, each with what became of it.</EmptyState>
      )}
      <ul className="flex flex-col rounded-md bg-surface px-4 shadow-1 empty:hidden">
        {items.map((notice) => (
          <Notice key={notice._id} notice={notice} />
        ))}
      </ul>
      <nav aria-label="Pages" className="flex gap-2 empty:hidden">
        {!firstPage && (
          <LinkButton to="?" size="small">
            Newest
          </LinkButton>
        )}
        {next !== null && (
          <LinkButton to={`?after=${next}`} size="small">
            Older
          </LinkButton>
        )}
      </nav>
    </section>
  )
}

function Notice({ notice }: { notice: PaymentNotice }) {
  const { timeZone } = useShop()
  const { kind, amount, currency, order, orderId, payment, refund, outcome, receivedAt } = notice
  const [word, tone, icon] = OUTCOMES[outcome]
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 border-line border-t py-3 first:border-t-0" data-outcome={outcome}>
      <p className="num min-w-0 flex-1 basis-64">
        <b className="font-bold">{amountWords(amount, currency)}</b> {KINDS[kind]},{' '}
        {orderId === null ? (
          <span className="break-all">{order}</span>
        ) : (
          <Link to={`/admin/orders?order=${orderId}`} className="link inline-flex min-h-8 items-center">
            {order}
          </Link>
        )}
        <span className="block break-all text-ink-2 text-sm">{[payment, refund].filter((word) => word !== '').join(' · ')}</span>
      </p>
      <Tag tone={tone} icon={icon}>
        {word}
      </Tag>
      <time dateTime={receivedAt} className="num text-ink-2 text-sm">
        {formatMoment(receivedAt, timeZone)}
      </time>
    </li>
  )
}
