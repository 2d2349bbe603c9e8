import { Check } from 'lucide-react'
import { cx } from '../ui/cx.ts'
import { type Step, stepsOf } from './steps.ts'
import { useWhen } from './use-when.ts'
import { type Tracked, wordsOf } from './words.ts'

const DISC: Record<Step['state'], string> = {
  done: 'bg-haldi text-on-haldi',
  current: 'bg-anaar text-on-anaar shadow-[0_0_0_6px_var(--anaar-tint)]',
  ahead: 'shadow-[inset_0_0_0_3px_var(--line-strong)]',
  ended: 'bg-solid text-on-solid',
}

/** From this step's disc to the next: taut as far as it has come. */
const thread = (state: Step['state'], next: Step['state'] | undefined): string | null => {
  if (next === undefined) return null
  return state === 'done' ? 'border-haldi border-l-4' : 'border-line-strong border-l-4 border-dashed opacity-50'
}

const SAID: Record<Step['state'], string> = { done: 'done', current: 'now', ahead: 'not yet', ended: 'now' }

/** The order's way: four steps with their real times, or where it ended. */
export function TrackerLine({ order }: { order: Tracked }) {
  const steps = stepsOf(order)
  return (
    <ol className="flex flex-col">
      {steps.map((step, index) => (
        <StepOnLine key={step.status} order={order} step={step} thread={thread(step.state, steps[index + 1]?.state)} />
      ))}
    </ol>
  )
}

function StepOnLine({ order, step, thread }: { order: Tracked; step: Step; thread: string | null }) {
  const when = useWhen()
  const words = wordsOf(step.status)
  const Icon = step.state === 'done' ? Check : words.icon
  const tells = (step.state === 'ahead' ? words.willBe : words.tells)(order)
  return (
    <li
      aria-current={step.state === 'current' || step.state === 'ended' ? 'step' : undefined}
      className="relative flex gap-4 pb-8 last:pb-0"
    >
      {thread !== null && <i className={cx('absolute top-9 bottom-0 left-[15px]', thread)} aria-hidden="true" />}
      <span className={cx('relative grid size-8.5 shrink-0 place-items-center rounded-full', DISC[step.state])} aria-hidden="true">
        {step.state !== 'ahead' && <Icon className="size-4.5" strokeWidth={2.5} />}
      </span>
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-baseline justify-between gap-x-4">
          <span className={cx('font-bold text-lg', step.state === 'ahead' && 'text-ink-2')}>
            {words.step}
            <span className="sr-only">, {SAID[step.state]}</span>
          </span>
          {step.at !== null && (
            <time dateTime={step.at} className="num text-ink-2 text-sm">
              {when(step.at)}
            </time>
          )}
        </p>
        <p className="text-ink-2 text-sm">{tells}</p>
      </div>
    </li>
  )
}
