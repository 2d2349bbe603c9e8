import { useEffect, useState } from 'react'
import { useForm } from 'react-hook-form'
import { Settings, type SettingsAnswer, type SettingsPatch } from '../../../contract/shop.ts'
import { fromRupees } from '../../../domain/money.ts'
import { upiLink } from '../../../domain/upi.ts'
import { FormProblem } from '../../account/account-frame.tsx'
import { placeErrors } from '../../account/field-errors.ts'
import { SubmitButton } from '../../account/submit-button.tsx'
import { useCall } from '../../live/use-call.ts'
import { buttonStyle } from '../../ui/button-style.ts'
import { Card } from '../../ui/card.tsx'
import { TextField } from '../../ui/field.tsx'
import { QrCode } from '../../ui/qr-code.tsx'
import { LeaveGuard } from '../products/leave-guard.tsx'
import { isNumber, numberOf, textOf } from '../settings/form-words.ts'
import { call } from '../settings/remove.ts'

const FIELDS = ['upiId', 'upiName', 'payMinutes'] as const
type Field = (typeof FIELDS)[number]
type Form = Record<Field, string>

const draftOf = (settings: SettingsAnswer): Form => ({
  upiId: textOf(settings.upiId),
  upiName: settings.upiName,
  payMinutes: textOf(settings.payMinutes),
})

const inputOf: Record<Field, (text: string) => string | number | null> = {
  upiId: (text) => text.trim() || null,
  upiName: (text) => text.trim(),
  payMinutes: numberOf,
}

const isUpiId = (text: string): boolean => Settings.shape.upiId.safeParse(text.trim()).success
const checkUpiId = (text: string): true | string => text.trim() === '' || isUpiId(text) || 'A UPI id looks like cakes@bank.'

const STAYS = { current: false }

/** What others change meanwhile comes into the fields that were not touched here; only what was touched is sent. */
export function UpiForm({ settings }: { settings: SettingsAnswer }) {
  const { run, moment } = useCall()
  const [problem, setProblem] = useState<string | null>(null)
  const form = useForm<Form>({ mode: 'onTouched', defaultValues: draftOf(settings) })
  const { errors, dirtyFields, isDirty } = form.formState
  useEffect(() => form.reset(draftOf(settings), { keepDirtyValues: true, keepErrors: true }), [form, settings])
  const submit = form.handleSubmit(async (values) => {
    if (moment === 'pending') return
    setProblem(null)
    const touched = FIELDS.filter((field) => dirtyFields[field])
    const patch = Object.fromEntries(touched.map((field) => [field, inputOf[field](values[field])])) as SettingsPatch
    const answer = await run(() => call<SettingsAnswer>('PATCH', 'settings', { ...patch, version: settings.version }))
    if (answer.ok) form.reset(draftOf(answer.data))
    else setProblem(placeErrors(answer.problem, FIELDS, form.setError))
  })
  const [upiId, upiName] = form.watch(['upiId', 'upiName'])
  return (
    <div className="grid items-start gap-5 lg:grid-cols-2">
      <Card>
        <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
          <h2 className="text-xl">UPI</h2>
          <p className="text-ink-2 text-sm">
            The money goes from the buyer’s bank to yours; nobody stands between. Cash on delivery is always offered beside it.
          </p>
          <TextField
            label="UPI id"
            placeholder="cakes@bank"
            hint="Empty: UPI is not offered. Orders that wait keep the one they were given."
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            error={errors.upiId?.message}
            {...form.register('upiId', { validate: checkUpiId })}
          />
          <TextField
            label="Name that the buyer reads"
            hint="Empty: the shop’s name."
            autoComplete="off"
            error={errors.upiName?.message}
            {...form.register('upiName')}
          />
          <TextField
            label="Minutes to pay"
            hint="5 to 1440. An order that is not paid by then is cancelled by itself."
            inputMode="numeric"
            autoComplete="off"
            error={errors.payMinutes?.message}
            {...form.register('payMinutes', { validate: isNumber })}
          />
          <div className="flex flex-wrap items-center gap-4">
            <SubmitButton weight="aside" moment={moment} pendingLabel="Saving" doneLabel="Saved">
              Save
            </SubmitButton>
            {isDirty && <span className="text-ink-2 text-sm">Not saved yet.</span>}
          </div>
          <FormProblem>{problem}</FormProblem>
        </form>
        <LeaveGuard dirty={isDirty} leaving={STAYS} />
      </Card>
      <Preview upiId={isUpiId(upiId) ? upiId.trim() : null} name={upiName.trim() || settings.name} />
    </div>
  )
}

/** The code of an order of one rupee, from what stands in the form. */
function Preview({ upiId, name }: { upiId: string | null; name: string }) {
  const link = upiId === null ? null : upiLink({ id: upiId, name, amount: fromRupees(1), number: 'TEST' })
  return (
    <Card className="flex flex-col gap-4">
      <h2 className="text-xl">How an order looks</h2>
      {link === null ? (
        <p className="rounded-md bg-sunken p-4 text-ink-2">Type a UPI id, and the code that a buyer sees shows here.</p>
      ) : (
        <div className="flex flex-wrap items-start gap-5">
          <QrCode
            text={link}
            alt={`QR code that pays ₹1 to ${upiId}`}
            className="w-44 rounded-md shadow-[0_0_0_1.5px_var(--line-strong)]"
          />
          <div className="flex min-w-0 flex-1 basis-44 flex-col items-start gap-3 text-ink-2 text-sm">
            <p>
              Scan it with your own phone: the app must show <b className="font-bold text-ink">{name}</b> and ask for{' '}
              <b className="num font-bold text-ink">₹1</b>. What you pay there comes to your bank and belongs to no order.
            </p>
            <a href={link} className={buttonStyle('outline', 'small', 'md:hidden pointer-coarse:inline-flex')}>
              Open a UPI app
            </a>
          </div>
        </div>
      )}
    </Card>
  )
}
