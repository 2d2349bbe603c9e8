import { CakeSlice, Settings } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { ORDER_STATUSES } from '../../domain/order-status.ts'
import { Bead } from './bead.tsx'
import { Button, type Moment } from './button.tsx'
import { Card } from './card.tsx'
import { CopyLine } from './copy-button.tsx'
import { Dialog } from './dialog.tsx'
import { EmptyState } from './empty-state.tsx'
import { SelectField, TextArea, TextField } from './field.tsx'
import { LinkButton } from './link-button.tsx'
import { JustNow, LiveValue } from './live-value.tsx'
import { Note } from './note.tsx'
import { Price } from './price.tsx'
import { ProgressBar } from './progress-bar.tsx'
import { QrCode } from './qr-code.tsx'
import { Skeleton } from './skeleton.tsx'
import { StatusTag } from './status-tag.tsx'
import { Stepper } from './stepper.tsx'
import { Switch } from './switch.tsx'
import { Tabs } from './tabs.tsx'
import { Tag } from './tag.tsx'
import { notify } from './toast.tsx'
import { VegMark } from './veg-mark.tsx'

export const meta = () => [{ title: 'The parts' }, { name: 'robots', content: 'noindex' }]

const Part = ({ name, children }: { name: string; children: ReactNode }) => (
  <Card className="flex flex-col gap-3">
    <h2 className="font-sans font-semibold text-ink-3 text-sm tracking-normal">{name}</h2>
    {children}
  </Card>
)

const MOMENTS = ['idle', 'pending', 'done', 'failed'] as const satisfies readonly Moment[]

/** Every part of the pages on one page, to be looked at in light and dark. */
export default function PartsPage() {
  return (
    <div className="page-width py-8">
      <h1 className="mb-6 text-3xl">The parts</h1>
      <div className="grid items-start gap-4 md:grid-cols-2 lg:grid-cols-3">
        <Buttons />
        <Fields />
        <Words />
        <Live />
        <Overlays />
        <Part name="Notes">
          <Note title="The price changed while you were here." actions={<Button size="small">OK</Button>}>
            This cake: <del>₹876.14</del> <b>₹909.03</b>.
          </Note>
          <Note kind="blocks" title="Sold out.">
            The last piece is gone.
          </Note>
          <Note kind="confirms" title="Saved.">
            Every screen shows it.
          </Note>
        </Part>
        <Part name="To be copied, to be scanned">
          <dl className="rounded-md bg-sunken px-4">
            <CopyLine what="UPI id" label="To Cakewire" text="cakes@bank" />
            <CopyLine what="amount" label="Amount" text="540" shown="₹540" />
          </dl>
          <QrCode text="https://cakes.example" alt="QR code that opens cakes.example" className="w-32 self-start rounded-md" />
        </Part>
        <Part name="On its way">
          <Skeleton className="h-32" />
          <Skeleton className="h-4 w-3/4" />
          <Skeleton className="h-4 w-1/2" />
          <ProgressBar label="An import" done={1200} total={5000}>
            1,200 of 5,000 rows
          </ProgressBar>
        </Part>
        <Part name="Nothing there">
          <EmptyState title="Only crumbs here" action={<LinkButton to="/search">Choose a cake</LinkButton>}>
            Nothing in the cart yet.
          </EmptyState>
        </Part>
      </div>
    </div>
  )
}

const Buttons = () => (
  <Part name="One button, four moments">
    {MOMENTS.map((moment) => (
      <Button key={moment} kind="primary" moment={moment} pendingLabel="Adding" doneLabel="In your cart" failedLabel="Not added. Try again">
        Add to cart
      </Button>
    ))}
    <div className="flex flex-wrap gap-2">
      <Button kind="dark">Dark</Button>
      <Button kind="outline">Outline</Button>
      <Button kind="soft">Soft</Button>
      <Button kind="quiet">Quiet</Button>
      <Button size="small">Small</Button>
      <Button disabled>Not now</Button>
      <Button kind="quiet" size="square" aria-label="Settings">
        <Settings className="size-5" aria-hidden="true" />
      </Button>
    </div>
  </Part>
)

const Fields = () => (
  <Part name="Fields">
    <TextField label="Name" placeholder="Asha Rao" autoComplete="off" hint="As it stands on the door." />
    <TextField label="Phone" defaultValue="12" error="must be a phone number" />
    <SelectField label="Size">
      <option>½ kg</option>
      <option>1 kg</option>
    </SelectField>
    <TextArea label="Address" rows={2} />
  </Part>
)

const Words = () => (
  <Part name="Words that carry a state">
    <div className="flex flex-wrap gap-2">
      {ORDER_STATUSES.map((status) => (
        <StatusTag key={status} status={status} />
      ))}
    </div>
    <div className="flex flex-wrap gap-2">
      <Tag icon={CakeSlice}>Plain</Tag>
      <Bead>4 slots left today</Bead>
    </div>
    <div className="flex flex-wrap gap-4">
      <VegMark eggless words />
      <VegMark eggless={false} words />
    </div>
    <Price rupees={128_417.6} was={130_000} className="font-bold text-xl" />
  </Part>
)

function Live() {
  const [left, setLeft] = useState(3)
  return (
    <Part name="A value changed">
      <p>
        In this slot <LiveValue value={left} format={(count: number) => `${count} left`} strike bead />
      </p>
      <Button onClick={() => setLeft((before) => (before === 0 ? 9 : before - 1))}>One less</Button>
      <p className="just-changed rounded-sm px-3 py-2">C-2404, cupcakes</p>
      <p>
        <JustNow />
      </p>
    </Part>
  )
}

function Overlays() {
  const [open, setOpen] = useState<'dialog' | 'sheet' | null>(null)
  const [many, setMany] = useState(1)
  const [on, setOn] = useState(false)
  return (
    <Part name="Controls">
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => setOpen('dialog')}>Dialog</Button>
        <Button onClick={() => setOpen('sheet')}>Sheet</Button>
        <Button onClick={() => notify('C-2403 is out for delivery', { kind: 'success' })}>Toast</Button>
      </div>
      <Dialog open={open !== null} onOpenChange={() => setOpen(null)} title="Cancel this order?" shape={open ?? 'dialog'}>
        <p>Nothing has been baked yet, so it costs nothing.</p>
      </Dialog>
      <Stepper label="Quantity" value={many} max={9} onChange={setMany} />
      <Switch checked={on} onChange={setOn}>
        Eggless only
      </Switch>
      <Tabs
        label="Example"
        tabs={[
          { value: 'one', label: 'Active', content: <p>Three orders.</p> },
          { value: 'two', label: 'Past', content: <p>Twelve orders.</p> },
        ]}
      />
    </Part>
  )
}
