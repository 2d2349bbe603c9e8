import { useEffect, useRef, useState } from 'react'
import { useForm } from 'react-hook-form'
import { useRevalidator } from 'react-router'
import type { SettingsAnswer, SettingsPatch } from '../../../contract/shop.ts'
import { FormProblem } from '../../account/account-frame.tsx'
import { placeErrors } from '../../account/field-errors.ts'
import { settleForm } from '../../account/settle-form.ts'
import { SubmitButton } from '../../account/submit-button.tsx'
import { pageShop } from '../../app-context.ts'
import { useCall } from '../../live/use-call.ts'
import { Card } from '../../ui/card.tsx'
import { TextField } from '../../ui/field.tsx'
import { Switch } from '../../ui/switch.tsx'
import { LeaveGuard } from '../products/leave-guard.tsx'
import type { Route } from './+types/shop-page'
import { isNumber, isNumberOrNothing, numberOf, numberOrNull, textOf } from './form-words.ts'
import { call } from './remove.ts'

type Field = keyof Omit<SettingsAnswer, 'version' | 'reviewsFirstChecked'>
type Form = Record<Field, string>
type Row = readonly [field: Field, label: string, hint?: string]

const GROUPS: readonly (readonly [title: string, rows: readonly Row[]])[] = [
  [
    'The shop',
    [
      ['name', 'Name'],
      ['tagline', 'One line about it'],
      ['phone', 'Phone'],
      ['address', 'Address'],
      ['timeZone', 'Time zone', 'All days and times are the shop’s: Asia/Kolkata.'],
    ],
  ],
  [
    'Orders and delivery',
    [
      ['deliveryFee', 'Delivery, ₹', 'Where no zone says otherwise.'],
      ['freeDeliveryAbove', 'Free above, ₹', 'Empty: never free.'],
      ['sameDayUntil', 'For today until', 'By the shop’s clock, like 14:00.'],
      ['daysAhead', 'Days ahead'],
      ['busyHours', 'When busy, hours later'],
      ['dayCapacity', 'Points a day', 'Over all slots. Empty: only the slots limit.'],
      ['holdMinutes', 'Minutes a checkout keeps its slot'],
    ],
  ],
  [
    'On the bill',
    [
      ['legalName', 'Legal name'],
      ['gstin', 'GSTIN', 'Empty: not registered, and no tax is printed.'],
      ['fssai', 'FSSAI number', '14 digits; stands on every bill.'],
      ['stateCode', 'GST state code', '29 is Karnataka.'],
      ['invoicePrefix', 'Invoices begin with'],
    ],
  ],
]
const FIELDS = GROUPS.flatMap(([, rows]) => rows.map(([field]) => field))
const NUMBERS = new Set<Field>(['deliveryFee', 'daysAhead', 'busyHours', 'holdMinutes'])
const NUMBERS_OR_NOTHING = new Set<Field>(['freeDeliveryAbove', 'dayCapacity'])
const OR_NOTHING = new Set<Field>(['gstin', 'fssai'])

const draftOf = (settings: SettingsAnswer): Form => Object.fromEntries(FIELDS.map((field) => [field, textOf(settings[field])])) as Form

function inputOf(field: Field, text: string): string | number | null {
  if (NUMBERS.has(field)) return numberOf(text)
  if (NUMBERS_OR_NOTHING.has(field)) return numberOrNull(text)
  return OR_NOTHING.has(field) && text.trim() === '' ? null : text.trim()
}

const rulesOf = (field: Field) =>
  NUMBERS.has(field) ? { validate: isNumber } : NUMBERS_OR_NOTHING.has(field) ? { validate: isNumberOrNothing } : {}

export const loader = ({ context }: Route.LoaderArgs) => context.get(pageShop).settings()

export const meta: Route.MetaFunction = () => [{ title: 'Settings' }, { name: 'robots', content: 'noindex' }]

const STAYS = { current: false }

/** Takes effect at once: there is nothing to write. */
function ReviewsFirst({ settings }: { settings: SettingsAnswer }) {
  const { run, problem } = useCall()
  const { revalidate } = useRevalidator()
  const set = async (reviewsFirstChecked: boolean) => {
    await run(() => call<SettingsAnswer>('PATCH', 'settings', { reviewsFirstChecked } satisfies SettingsPatch))
    await revalidate()
  }
  return (
    <Card className="flex flex-col gap-2">
      <h2 className="text-xl">Reviews</h2>
      <Switch checked={settings.reviewsFirstChecked} onChange={(checked) => void set(checked)}>
        New ones wait until we have read them
      </Switch>
      <p className="text-ink-3 text-sm">Those that wait stand under Reviews, where they are shown or hidden.</p>
      <FormProblem>{problem?.message ?? null}</FormProblem>
    </Card>
  )
}

/** What others change meanwhile comes into the fields that were not touched here; only what was touched is sent. */
export default function ShopPage({ loaderData: settings }: Route.ComponentProps) {
  const { run, moment } = useCall()
  const [problem, setProblem] = useState<string | null>(null)
  /** Of the last save from here, which the loader tells of a little later. */
  const version = useRef(0)
  const form = useForm<Form>({ defaultValues: draftOf(settings) })
  const { errors, dirtyFields, isDirty } = form.formState
  useEffect(() => form.reset(draftOf(settings), { keepDirtyValues: true, keepErrors: true }), [form, settings])
  const submit = form.handleSubmit(async (values) => {
    if (moment === 'pending') return
    setProblem(null)
    const touched = FIELDS.filter((field) => dirtyFields[field])
    const patch = Object.fromEntries(touched.map((field) => [field, inputOf(field, values[field])])) as SettingsPatch
    const answer = await run(() =>
      call<SettingsAnswer>('PATCH', 'settings', { ...patch, version: Math.max(settings.version, version.current) }),
    )
    if (answer.ok) {
      version.current = answer.data.version
      settleForm(form, values, draftOf(answer.data))
    } else setProblem(placeErrors(answer.problem, FIELDS, form.setError))
  })
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="flex max-w-5xl flex-col gap-5">
      <div className="grid items-start gap-5 lg:grid-cols-2">
        {GROUPS.map(([title, rows]) => (
          <Card key={title} className="flex flex-col gap-4">
            <h2 className="text-xl">{title}</h2>
            {rows.map(([field, label, hint]) => (
              <TextField
                key={field}
                label={label}
                autoComplete="off"
                error={errors[field]?.message}
                {...(hint !== undefined && { hint })}
                {...form.register(field, rulesOf(field))}
              />
            ))}
          </Card>
        ))}
        <ReviewsFirst settings={settings} />
      </div>
      <div className="sticky bottom-14 z-10 flex flex-wrap items-center gap-4 bg-paper py-3 lg:bottom-0">
        <SubmitButton weight="aside" moment={moment} pendingLabel="Saving" doneLabel="Saved">
          Save
        </SubmitButton>
        {isDirty && <span className="text-ink-2 text-sm">Not saved yet.</span>}
        <FormProblem>{problem}</FormProblem>
      </div>
      <LeaveGuard dirty={isDirty} leaving={STAYS} />
    </form>
  )
}
