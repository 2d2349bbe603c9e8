import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Button, type Moment } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextArea, TextField } from '../../ui/field.tsx'
import { Note } from '../../ui/note.tsx'
import { Switch } from '../../ui/switch.tsx'
import { type Category, moved } from './menu-input.ts'

type Props = {
  readonly draft: Category
  readonly moment: Moment
  readonly problem: string | null
  readonly issues: readonly { readonly path: string; readonly message: string }[]
  readonly onChange: (change: Partial<Category>) => void
  readonly onClose: () => void
  readonly onSave: () => void
}

/** A category's name, words and subcategories. */
export function CategoryDialog({ draft, moment, problem, issues, onChange, onClose, onSave }: Props) {
  const [opened] = useState(draft.name)
  const { _id, name, description, hidden } = draft
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={_id === undefined ? 'New category' : `Edit ${opened}`}
      shape="sheet"
      footer={
        <>
          <Button
            kind="primary"
            moment={moment === 'done' ? 'idle' : moment}
            pendingLabel="Saving"
            failedLabel="Save again"
            onClick={onSave}
          >
            Save
          </Button>
          <Button onClick={onClose}>Close</Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {problem !== null && (
          <Note kind="blocks" role="alert" title="Not saved.">
            {[problem, ...issues.map(({ message }) => `A name or description ${message}.`)].join(' ')}
          </Note>
        )}
        <TextField
          label="Name"
          autoComplete="off"
          value={name}
          onChange={(event) => onChange({ name: event.target.value })}
          hint={_id === undefined ? undefined : 'Its products follow a new name at once.'}
        />
        <TextArea label="Description" rows={2} value={description} onChange={(event) => onChange({ description: event.target.value })} />
        <Switch checked={!hidden} onChange={(shown) => onChange({ hidden: !shown })}>
          In the menus and on the home page
        </Switch>
        <Subcategories draft={draft} onChange={(subcategories) => onChange({ subcategories })} />
      </div>
    </Dialog>
  )
}

function Subcategories({ draft, onChange }: { draft: Category; onChange: (subcategories: Category['subcategories']) => void }) {
  const subs = draft.subcategories
  return (
    <fieldset>
      <legend className="mb-2 font-[650] text-sm">Subcategories</legend>
      <ol className="flex flex-col gap-2">
        {subs.map((sub, place) => {
          const label = sub.name || `subcategory ${place + 1}`
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows being typed have no other name
            <li key={place} className="flex items-end gap-1">
              <TextField
                label={`Name of ${label}`}
                className="min-w-0 flex-1 [&>label]:sr-only"
                autoComplete="off"
                value={sub.name}
                onChange={(event) => onChange(subs.map((other) => (other === sub ? { ...sub, name: event.target.value } : other)))}
              />
              <Button
                size="square"
                kind="quiet"
                aria-label={`Move ${label} up`}
                disabled={place === 0}
                onClick={() => onChange(moved(subs, place, -1))}
              >
                <ArrowUp className="size-5" aria-hidden="true" />
              </Button>
              <Button
                size="square"
                kind="quiet"
                aria-label={`Move ${label} down`}
                disabled={place === subs.length - 1}
                onClick={() => onChange(moved(subs, place, 1))}
              >
                <ArrowDown className="size-5" aria-hidden="true" />
              </Button>
              <Button
                size="square"
                kind="quiet"
                aria-label={`Remove ${label}`}
                onClick={() => onChange(subs.filter((other) => other !== sub))}
              >
                <Trash2 className="size-5" aria-hidden="true" />
              </Button>
            </li>
          )
        })}
      </ol>
      <Button size="small" className="mt-2" onClick={() => onChange([...subs, { name: '' }])}>
        <Plus className="size-4" aria-hidden="true" />
        Add a subcategory
      </Button>
    </fieldset>
  )
}
