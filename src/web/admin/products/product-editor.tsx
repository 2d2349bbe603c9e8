import { useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import type { AdminProduct } from '../../../contract/product.ts'
import type { StockAlertCount } from '../../../contract/stock-alert.ts'
import { useShop } from '../../live/use-shop.ts'
import { Button } from '../../ui/button.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { Note } from '../../ui/note.tsx'
import { formatTime } from '../../ui/time.ts'
import { AdminTitle } from '../admin-shell.tsx'
import { ArchiveButton } from './archive-button.tsx'
import { DrawingFields } from './drawing-fields.tsx'
import { KitchenFields } from './kitchen-fields.tsx'
import { LeaveGuard } from './leave-guard.tsx'
import { FIELD_WORDS } from './merge.ts'
import { MergeView } from './merge-view.tsx'
import { OptionRows } from './option-rows.tsx'
import { PriceMatrix } from './price-matrix.tsx'
import { ProductFields } from './product-fields.tsx'
import { RestoreButton } from './restore.tsx'
import { ShelfFields } from './shelf-fields.tsx'
import { type Taken, useProductForm } from './use-product-form.ts'
import { WaitingCount } from './waiting-count.tsx'

const KINDS = [
  ['flavors', 'Flavours', 'flavour'],
  ['sizes', 'Sizes', 'size'],
  ['eggOptions', 'Egg options', 'egg option'],
  ['designs', 'Designs', 'design'],
  ['extras', 'Extras', 'thing to go with it'],
] as const

function TakenNote({ taken }: { taken: Taken }) {
  const { timeZone } = useShop()
  const [seen, setSeen] = useState<Taken | null>(null)
  if (seen === taken) return null
  return (
    <Note
      role="status"
      title={`Somebody saved this at ${formatTime(taken.at, timeZone)}.`}
      actions={
        <Button size="small" onClick={() => setSeen(taken)}>
          OK
        </Button>
      }
    >
      Taken over: {taken.fields.map((field) => FIELD_WORDS[field].toLowerCase()).join(', ')}. What you typed is kept.
    </Note>
  )
}

/** `loaded` null: a new product. */
export function ProductEditor({ loaded, waiting }: { loaded: AdminProduct | null; waiting: StockAlertCount | null }) {
  const navigate = useNavigate()
  const leaving = useRef(false)
  const leave = (to: string, replace: boolean) => {
    leaving.current = true
    void navigate(to, { replace })
  }
  const editor = useProductForm(loaded, (id) => leave(`/admin/products/${id}`, true))
  const { form, values, live, dirty, clash, settle, taken, save, moment, problem } = editor
  const archived = live?.archived === true
  // Fields say their own; a clash says itself.
  const failed = problem !== null && problem.code !== 'product.changed' && (problem.issues ?? []).length === 0
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <title>{`${values.name || 'New product'} · Counter`}</title>
      <AdminTitle title={values.name || 'New product'} stays>
        {live !== null && <WaitingCount productId={live._id} loaded={waiting} />}
        {live !== null && !archived && <ArchiveButton product={live} onArchived={() => leave('/admin/products', false)} />}
        <LinkButton to="/admin/products">All products</LinkButton>
        <Button
          type="submit"
          kind="primary"
          moment={moment}
          disabled={archived || clash !== null || (!dirty && moment === 'idle' && loaded !== null)}
          pendingLabel="Saving"
          doneLabel="Saved"
          failedLabel="Save again"
        >
          Save
        </Button>
      </AdminTitle>
      <div className="mb-4 flex flex-col gap-3 empty:hidden">
        {archived && (
          <Note kind="blocks" role="status" title="This product is archived." actions={live !== null && <RestoreButton product={live} />}>
            It is not sold and cannot be changed. Orders keep it.
          </Note>
        )}
        {taken !== null && <TakenNote taken={taken} />}
        {problem?.code === 'product.changed' && clash === null && (
          <Note role="alert" title="Somebody saved meanwhile.">
            Nothing clashes: your changes stand on top of theirs. Save again.
          </Note>
        )}
        {failed && (
          <Note kind="blocks" role="alert" title="Not saved.">
            {problem.message} Everything you typed is still here.
          </Note>
        )}
        {form.formState.errors.root?.message !== undefined && (
          <Note kind="blocks" role="alert" title="Not saved.">
            {form.formState.errors.root.message}
          </Note>
        )}
      </div>
      <div className="grid items-start gap-4 xl:grid-cols-[1fr_25rem] xl:grid-rows-[auto_1fr]">
        {clash !== null && (
          <div className="xl:col-start-2">
            <MergeView
              key={clash.theirs.version}
              clash={clash}
              values={values}
              onSettle={(choice, then) => {
                settle(choice)
                if (then === 'save') void save(true)
              }}
            />
          </div>
        )}
        <fieldset disabled={archived} className="flex min-w-0 flex-col gap-4 xl:col-start-1 xl:row-span-2 xl:row-start-1">
          <legend className="sr-only">Product</legend>
          <ProductFields form={form} />
          <ShelfFields form={form} values={values} />
          {KINDS.map(([kind, title, one]) => (
            <OptionRows key={kind} kind={kind} title={title} one={one} form={form} values={values} />
          ))}
          <KitchenFields form={form} />
        </fieldset>
        <div className="flex min-w-0 flex-col gap-4 xl:col-start-2">
          <DrawingFields
            values={values}
            stored={loaded?.image ?? ''}
            register={form.register}
            setValue={form.setValue}
            error={form.formState.errors.imageAlt?.message}
          />
          <PriceMatrix values={values} />
        </div>
      </div>
      <LeaveGuard dirty={dirty && !archived} leaving={leaving} />
    </form>
  )
}
