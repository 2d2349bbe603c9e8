import { Form, Link } from 'react-router'
import type { AuditEntry } from '../../../contract/audit.ts'
import { AuditQuery } from '../../../contract/audit.ts'
import { pageShop } from '../../app-context.ts'
import { useShop } from '../../live/use-shop.ts'
import { Button } from '../../ui/button.tsx'
import { buttonStyle } from '../../ui/button-style.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { formatMoment } from '../../ui/time.ts'
import type { Route } from './+types/audit-page'

const KINDS = ['order', 'product', 'menu', 'account', 'settings', 'zone', 'slot', 'closed-day', 'tax-rate', 'coupon'] as const

const given = (params: URLSearchParams, name: string): string | undefined => params.get(name) || undefined
const midnight = (day: string | undefined, days = 0): string | undefined =>
  day === undefined || Number.isNaN(Date.parse(day)) ? undefined : new Date(Date.parse(day) + days * 86_400_000).toISOString()

export async function loader({ context, request }: Route.LoaderArgs) {
  const shop = context.get(pageShop)
  const { searchParams: params } = new URL(request.url)
  const asked = {
    by: given(params, 'by'),
    entity: given(params, 'entity'),
    from: midnight(given(params, 'from')),
    to: midnight(given(params, 'to'), 1),
  }
  const query = AuditQuery.safeParse({ ...asked, after: given(params, 'after'), limit: '50' })
  const staff = await shop.staff()
  const { items, next } = await shop.audit(query.success ? query.data : {})
  return { items, next, staff, chosen: Object.fromEntries(params) as Record<string, string> }
}

export const meta: Route.MetaFunction = () => [{ title: 'Who did what' }, { name: 'robots', content: 'noindex' }]

export default function AuditPage({ loaderData: { items, next, staff, chosen } }: Route.ComponentProps) {
  return (
    <>
      <Form className="mb-5 flex flex-wrap items-end gap-3" role="search" aria-label="Who did what">
        <SelectField className="w-44" label="Who" name="by" defaultValue={chosen.by ?? ''}>
          <option value="">Anybody</option>
          {staff.map(({ _id, name }) => (
            <option key={_id} value={_id}>
              {name}
            </option>
          ))}
        </SelectField>
        <SelectField className="w-44" label="What" name="entity" defaultValue={chosen.entity ?? ''}>
          <option value="">Anything</option>
          {KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {kind.replace('-', ' ')}
            </option>
          ))}
          {chosen.entity?.includes(':') === true && <option value={chosen.entity}>{chosen.entity}</option>}
        </SelectField>
        <TextField className="w-44" label="From" type="date" name="from" defaultValue={chosen.from ?? ''} />
        <TextField className="w-44" label="To" type="date" name="to" defaultValue={chosen.to ?? ''} />
        <Button type="submit" kind="dark">
          Show
        </Button>
      </Form>
      {items.length === 0 && (
        <EmptyState title="Nothing here">Whatever is changed at the counter or in the settings stands here, for good.</EmptyState>
      )}
      <ol className="flex flex-col">
        {items.map((entry) => (
          <Entry key={entry._id} entry={entry} />
        ))}
      </ol>
      {next !== null && (
        <Link to={`?${new URLSearchParams({ ...chosen, after: next })}`} className={buttonStyle('outline', 'normal', 'mt-4')}>
          Older
        </Link>
      )}
    </>
  )
}

const said = (value: unknown): string =>
  value === null || value === undefined ? '–' : typeof value === 'string' ? value || '“”' : JSON.stringify(value)

function Entry({ entry: { at, by, action, entity, before, after } }: { entry: AuditEntry }) {
  const { timeZone } = useShop()
  const keys = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])]
  return (
    <li className="border-line border-t py-3">
      <details>
        <summary className="flex min-h-11 cursor-pointer flex-wrap items-center gap-x-3">
          <b>{by?.name ?? 'Account deleted'}</b>
          <span>{action.replace('.', ' · ')}</span>
          <span className="break-all font-mono text-sm">{entity}</span>
          <time dateTime={at} className="num ml-auto text-ink-2 text-sm">
            {formatMoment(at, timeZone)}
          </time>
        </summary>
        <dl className="grid gap-x-4 gap-y-1 py-2 text-sm sm:grid-cols-[10rem_1fr]">
          {keys.map((key) => (
            <div key={key} className="contents">
              <dt className="text-ink-2">{key}</dt>
              <dd className="min-w-0 break-words font-mono">
                {before !== null && <del className="mr-2 text-ink-3">{said(before[key])}</del>}
                {after !== null && said(after[key])}
              </dd>
            </div>
          ))}
        </dl>
        <Link to={`?entity=${encodeURIComponent(entity)}`} className="link inline-flex min-h-11 items-center break-all text-sm">
          All that was done about it
        </Link>
      </details>
    </li>
  )
}
