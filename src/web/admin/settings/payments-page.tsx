import { PaymentNoticeQuery } from '../../../contract/payment.ts'
import { pageShop } from '../../app-context.ts'
import { NoticeCard } from '../payments/notice-card.tsx'
import { NoticeList } from '../payments/notice-list.tsx'
import { UpiForm } from '../payments/upi-form.tsx'
import type { Route } from './+types/payments-page'

export async function loader({ context, url }: Route.LoaderArgs) {
  const shop = context.get(pageShop)
  const query = PaymentNoticeQuery.safeParse({ after: url.searchParams.get('after') ?? undefined })
  const [settings, secret, notices] = await Promise.all([
    shop.settings(),
    shop.paymentSecret(),
    shop.paymentNotices(query.success ? query.data : {}),
  ])
  return { settings, secret, notices, firstPage: !url.searchParams.has('after') }
}

export const meta: Route.MetaFunction = () => [{ title: 'Payments' }, { name: 'robots', content: 'noindex' }]

/** How buyers pay, and how the shop hears that they did. */
export default function PaymentsPage({ loaderData: { settings, secret, notices, firstPage } }: Route.ComponentProps) {
  return (
    <div className="flex max-w-5xl flex-col gap-5">
      <UpiForm settings={settings} />
      <NoticeCard secret={secret} />
      <NoticeList notices={notices} firstPage={firstPage} />
    </div>
  )
}
