import type { Ref } from 'react'
import type { SlotGrid, SlotOffer } from '../../contract/delivery.ts'
import type { Problem } from '../../contract/refusal.ts'
import { shopTime } from '../../domain/shop-time.ts'
import type { Chosen } from '../delivery/apply-news.ts'
import { SlotPicker } from '../delivery/slot-picker.tsx'
import { nearDueWords } from '../delivery/slot-words.ts'
import { useShop } from '../live/use-shop.ts'
import { Button } from '../ui/button.tsx'
import { Note } from '../ui/note.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { Step } from './step.tsx'
import type { Keeping } from './use-hold.ts'

/** Why the time that was chosen cannot be had, and what can. */
export type SlotLoss = { readonly problem: Pick<Problem, 'code'> & { readonly nearest?: readonly SlotOffer[] }; readonly slot: string }

type Props = {
  readonly grid: SlotGrid | null
  readonly chosen: Chosen | null
  readonly keeping: Keeping
  readonly loss: SlotLoss | null
  /** The pincode is still to come. */
  readonly waits: boolean
  readonly problem: Problem | null
  /** Where a loss is answered. */
  readonly takeRef: Ref<HTMLButtonElement>
  readonly onChoose: (slot: SlotOffer) => void
  readonly onRetry: () => void
}

export function WhenStep({ grid, chosen, keeping, loss, waits, problem, takeRef, onChoose, onRetry }: Props) {
  const { timeZone } = useShop()
  return (
    <Step number={2} title="When" done={chosen !== null && keeping.at === 'held'}>
      {loss !== null && grid !== null && <Lost {...{ loss, grid, timeZone, takeRef, onChoose }} />}
      {keeping.at === 'unanswered' && chosen !== null && (
        <Note
          role="status"
          title="Your time is not kept yet."
          actions={
            <Button kind="dark" size="small" onClick={keeping.again}>
              Try again
            </Button>
          }
        >
          {keeping.problem?.message} You can still order it while it is free.
        </Note>
      )}
      {keeping.at === 'over' && chosen !== null && (
        <Note
          role="status"
          title="The minutes are over."
          actions={
            <Button kind="dark" size="small" onClick={keeping.again}>
              Keep it again
            </Button>
          }
        >
          Your time is not kept any more, but you can still order it while it is free. Nothing you typed is lost.
        </Note>
      )}
      {waits ? (
        <p className="rounded-md bg-sunken p-4 text-ink-2">Type your pincode above, and the times show here.</p>
      ) : grid === null ? (
        problem === null ? (
          <Skeleton className="h-56 w-full rounded-md" />
        ) : (
          <Note
            kind="blocks"
            role="status"
            title="The times could not be loaded."
            actions={
              <Button size="small" onClick={onRetry}>
                Try again
              </Button>
            }
          >
            {problem.message}
          </Note>
        )
      ) : grid.days.length === 0 ? null : grid.earliest === null ? (
        <Note kind="blocks" role="status" title="No time is free in the next days.">
          When one comes free it shows here by itself.
        </Note>
      ) : (
        <SlotPicker grid={grid} chosen={chosen} held={keeping.at === 'held'} onChoose={onChoose} />
      )}
    </Step>
  )
}

type LostProps = Pick<Props, 'takeRef' | 'onChoose'> & { readonly loss: SlotLoss; readonly grid: SlotGrid; readonly timeZone: string }

/** The nearest that can be had instead: one tap takes it. */
function Lost({ loss: { problem, slot }, grid, timeZone, takeRef, onChoose }: LostProps) {
  const today = shopTime(new Date(grid.now), timeZone).day
  const [nearest] = problem.nearest ?? []
  const instead = nearest ?? grid.earliest
  const why = problem.code === 'slot.too-soon' ? 'is too soon now' : problem.code === 'slot.full' ? 'has just been taken' : 'cannot be had'
  return (
    <Note
      kind="blocks"
      role="alert"
      title={`${slot} ${why}.`}
      actions={
        instead && (
          <Button ref={takeRef} kind="dark" size="small" onClick={() => onChoose(instead)}>
            Take {nearDueWords(instead, today)}
          </Button>
        )
      }
    >
      {instead === null ? 'Choose another time.' : 'The nearest is this, or choose another.'} Nothing you typed is lost.
    </Note>
  )
}
