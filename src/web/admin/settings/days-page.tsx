import { ChevronLeft, ChevronRight } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { Link } from 'react-router'
import type { ClosedDayAnswer, PlannedDay } from '../../../contract/delivery.ts'
import { asSentence } from '../../account/field-errors.ts'
import { pageShop } from '../../app-context.ts'
import { Button } from '../../ui/button.tsx'
import { buttonStyle } from '../../ui/button-style.ts'
import { Card } from '../../ui/card.tsx'
import { TextField } from '../../ui/field.tsx'
import { LiveValue } from '../../ui/live-value.tsx'
import { Tag } from '../../ui/tag.tsx'
import { notify } from '../../ui/toast.tsx'
import type { Route } from './+types/days-page'
import { dayWords, numberOrNull } from './form-words.ts'
import { call, removeWithUndo } from './remove.ts'

export async function loader({ context, request }: Route.LoaderArgs) {
  const shop = context.get(pageShop)
  const from = new URL(request.url).searchParams.get('from') ?? undefined
  const [days, closed] = await Promise.all([shop.plan(/^\d{4}-\d{2}-\d{2}$/.test(from ?? '') ? from : undefined), shop.closedDays()])
  return { days, closed }
}

export const meta: Route.MetaFunction = () => [{ title: 'Days' }, { name: 'robots', content: 'noindex' }]

const later = (day: string, days: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

export default function DaysPage({ loaderData: { days, closed } }: Route.ComponentProps) {
  const first = days[0]?.day ?? ''
  return (
    <div className="grid items-start gap-5 xl:grid-cols-[1fr_22rem]">
      <section aria-labelledby="plan">
        <div className="mb-3 flex items-center gap-2">
          <h2 id="plan" className="mr-auto text-xl">
            {first === '' ? 'Days' : `Week from ${dayWords(first)}`}
          </h2>
          <Link to={`?from=${later(first, -7)}`} preventScrollReset aria-label="The week before" className={buttonStyle('quiet', 'square')}>
            <ChevronLeft className="size-5" aria-hidden="true" />
          </Link>
          <Link to={`?from=${later(first, 7)}`} preventScrollReset aria-label="The week after" className={buttonStyle('quiet', 'square')}>
            <ChevronRight className="size-5" aria-hidden="true" />
          </Link>
        </div>
        <div className="flex flex-col gap-3">
          {days.map((day) => (
            <Day key={day.day} day={day} />
          ))}
        </div>
      </section>
      <ClosedDays closed={closed} />
    </div>
  )
}

function Day({ day: { day, closed, capacity, taken, slots } }: { day: PlannedDay }) {
  return (
    <article className="rounded-md bg-surface p-4 shadow-1" aria-label={dayWords(day)}>
      <header className="mb-1 flex flex-wrap items-center gap-2">
        <h3 className="mr-auto text-lg">{dayWords(day)}</h3>
        {closed !== null && <Tag tone="anaar">Closed{closed === '' ? '' : `: ${closed}`}</Tag>}
        <span className="text-ink-2 text-sm">
          <LiveValue value={taken} /> {capacity === null ? 'points taken' : `of ${capacity} points taken`}
        </span>
      </header>
      {slots.length === 0 && <p className="text-ink-2 text-sm">No slots on this day.</p>}
      <ul>
        {slots.map((slot) => (
          <SlotDay key={`${slot.slotId} ${slot.capacity} ${slot.own}`} day={day} slot={slot} />
        ))}
      </ul>
    </article>
  )
}

function SlotDay({ day, slot }: { day: string; slot: PlannedDay['slots'][number] }) {
  const [text, setText] = useState(String(slot.capacity))
  const [error, setError] = useState<string>()
  const changed = text.trim() !== String(slot.capacity)
  const set = async (capacity: number | null) => {
    const answer = await call('PUT', `slots/${slot.slotId}/days/${day}`, { capacity })
    if (answer.ok) return setError(undefined)
    setError(answer.problem.issues?.[0] === undefined ? answer.problem.message : asSentence(answer.problem.issues[0].message))
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const capacity = numberOrNull(text)
    if (Number.isNaN(capacity)) setError('Write a number.')
    else void set(capacity)
  }
  return (
    <li className="border-line border-t py-2">
      <form onSubmit={submit} className="flex flex-wrap items-end gap-x-3 gap-y-2">
        <p className="min-w-0 flex-1 basis-40 self-center">
          <span className="num font-semibold">
            {slot.starts} to {slot.ends}
          </span>{' '}
          <span className="text-ink-2 text-sm">{slot.mode === 'pickup' ? 'pickup' : 'delivery'}</span>
          <span className="block text-ink-2 text-sm">
            <LiveValue value={slot.taken} strike says={(now) => `${slot.starts}: ${String(now)} taken`} /> of{' '}
            <LiveValue value={slot.capacity} /> taken
            {slot.own && ', set for this day'}
          </span>
        </p>
        <TextField
          className="w-28"
          label={<span className="sr-only">{`Points of ${slot.starts} on ${dayWords(day)}`}</span>}
          inputMode="numeric"
          value={text}
          error={error}
          onChange={(event) => setText(event.target.value)}
        />
        <Button
          type="submit"
          size="small"
          className="mb-1.5"
          disabled={!changed}
          aria-label={`Set the points of ${slot.starts} on ${dayWords(day)}`}
        >
          Set
        </Button>
        {slot.own && (
          <Button size="small" kind="quiet" className="mb-1.5" onClick={() => void set(null)}>
            As usual
          </Button>
        )}
      </form>
    </li>
  )
}

function ClosedDays({ closed }: { closed: readonly ClosedDayAnswer[] }) {
  const [day, setDay] = useState('')
  const [note, setNote] = useState('')
  const [error, setError] = useState<string>()
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (day === '') return setError('Choose a day.')
    const answer = await call<ClosedDayAnswer>('POST', 'closed-days', { day, note })
    if (!answer.ok) return setError(answer.problem.message)
    const { orders } = answer.data
    if (orders > 0)
      notify(`${orders === 1 ? 'An order is' : `${orders} orders are`} due on ${dayWords(day)}. They stay: call these customers.`)
    setError(undefined)
    setDay('')
    setNote('')
  }
  return (
    <Card className="flex flex-col gap-4">
      <h2 className="text-xl">Closed days</h2>
      <form onSubmit={(event) => void submit(event)} noValidate className="flex flex-col gap-3">
        <TextField label="Day" type="date" value={day} error={error} onChange={(event) => setDay(event.target.value)} />
        <TextField
          label="Why, if you like"
          value={note}
          maxLength={80}
          placeholder="Diwali"
          onChange={(event) => setNote(event.target.value)}
        />
        <Button type="submit" kind="dark" className="self-start">
          Close that day
        </Button>
      </form>
      {closed.length === 0 && <p className="text-ink-2 text-sm">The shop opens every day that has a slot.</p>}
      <ul>
        {closed.map((each) => (
          <li key={each.day} className="flex flex-wrap items-center gap-2 border-line border-t py-2">
            <span className="min-w-0 flex-1">
              <b>{dayWords(each.day)}</b> {each.note}
              {each.orders > 0 && (
                <span className="block font-semibold text-anaar-ink text-sm">
                  {each.orders} {each.orders === 1 ? 'order is' : 'orders are'} due
                </span>
              )}
            </span>
            <Button
              size="small"
              kind="quiet"
              aria-label={`Open on ${dayWords(each.day)}`}
              onClick={() =>
                void removeWithUndo(
                  `Closing on ${dayWords(each.day)}`,
                  () => call('DELETE', `closed-days/${each.day}`),
                  () => call('POST', 'closed-days', { day: each.day, note: each.note }),
                )
              }
            >
              Open
            </Button>
          </li>
        ))}
      </ul>
    </Card>
  )
}
