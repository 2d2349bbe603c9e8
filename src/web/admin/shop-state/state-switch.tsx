import { type FormEvent, useState } from 'react'
import { SHOP_STATES, type ShopState } from '../../../contract/shop.ts'
import { useAccount } from '../../root-data.ts'
import { Button } from '../../ui/button.tsx'
import { cx } from '../../ui/cx.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { Note } from '../../ui/note.tsx'
import { STATE_WORDS } from './state-words.ts'
import { useSetState } from './use-set-state.ts'

const INK: Record<ShopState, string> = { open: 'text-pista-ink', busy: 'text-haldi-ink', paused: 'text-anaar-ink' }

/** Whether the shop takes orders, and the way to change it; for who works on orders. `wide`: always with its word. */
export function StateSwitch({ wide = false }: { wide?: boolean }) {
  const mayUse = useAccount()?.rights.some((right) => right === 'orders' || right === 'kitchen') ?? false
  const { shop, set, moment, problem, clear } = useSetState()
  const [open, setOpen] = useState(false)
  const [wanted, setWanted] = useState<ShopState>(shop.state)
  const [note, setNote] = useState('')
  if (!mayUse) return null
  const { label, icon: Icon } = STATE_WORDS[shop.state]
  const change = (isOpen: boolean) => {
    if (isOpen) {
      setWanted(shop.state === 'open' ? 'paused' : 'open')
      setNote(shop.stateNote)
      clear()
    }
    setOpen(isOpen)
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (await set({ state: wanted, note: wanted === 'open' ? '' : note.trim() })) setOpen(false)
  }
  return (
    <>
      <Button kind={wide ? 'outline' : 'quiet'} className={wide ? undefined : '!px-3'} onClick={() => change(true)}>
        <Icon className={cx('size-5', INK[shop.state])} aria-hidden="true" />
        <span className={wide ? undefined : 'max-sm:sr-only'}>
          <span className="sr-only">The shop is </span>
          {label}
        </span>
      </Button>
      <Dialog
        open={open}
        onOpenChange={change}
        title="Does the shop take orders?"
        description="Every open page of the shop shows it at once."
        footer={
          <>
            <Button
              type="submit"
              form="shop-state"
              kind="primary"
              moment={moment === 'done' ? 'idle' : moment}
              pendingLabel="Telling everybody"
            >
              {wanted === 'paused' ? 'Pause the shop' : wanted === 'busy' ? 'Say it is busy' : 'Open the shop'}
            </Button>
            <Button onClick={() => change(false)}>Leave it</Button>
          </>
        }
      >
        <form id="shop-state" onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
          <fieldset className="flex flex-col gap-2">
            <legend className="sr-only">The shop is</legend>
            {SHOP_STATES.map((state) => (
              <Choice key={state} state={state} chosen={state === wanted} onChoose={() => setWanted(state)} />
            ))}
          </fieldset>
          {wanted !== 'open' && (
            <TextField
              label="What customers read, if you like"
              placeholder="Back at four."
              maxLength={200}
              autoComplete="off"
              value={note}
              onChange={(event) => setNote(event.target.value)}
            />
          )}
          {problem !== null && (
            <Note kind="blocks" role="alert">
              {problem.message}
            </Note>
          )}
        </form>
      </Dialog>
    </>
  )
}

function Choice({ state, chosen, onChoose }: { state: ShopState; chosen: boolean; onChoose: () => void }) {
  const { label, says, icon: Icon } = STATE_WORDS[state]
  return (
    <label className="flex min-h-14 cursor-pointer items-center gap-3 rounded-md px-4 py-2 shadow-[inset_0_0_0_1.5px_var(--line-strong)] has-checked:shadow-[inset_0_0_0_2.5px_var(--ink)] has-focus-visible:outline-2">
      <input type="radio" name="state" value={state} checked={chosen} onChange={onChoose} className="size-5 accent-anaar" />
      <span className="min-w-0 flex-1">
        <b className="block">{label}</b>
        <span className="text-ink-2 text-sm">{says}</span>
      </span>
      <Icon className={cx('size-5 shrink-0', INK[state])} aria-hidden="true" />
    </label>
  )
}
