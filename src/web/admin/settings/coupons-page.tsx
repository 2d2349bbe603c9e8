import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import type { Coupon, CouponInput } from '../../../contract/coupon.ts'
import { formatRupees } from '../../../domain/money.ts'
import { pageShop } from '../../app-context.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { LiveValue } from '../../ui/live-value.tsx'
import { Switch } from '../../ui/switch.tsx'
import { Tag } from '../../ui/tag.tsx'
import type { Route } from './+types/coupons-page'
import { EditorSheet } from './editor-sheet.tsx'
import { isNumber, isNumberOrNothing, numberOf, numberOrNull, textOf } from './form-words.ts'
import { call } from './remove.ts'

export const loader = async ({ context }: Route.LoaderArgs) => ({ coupons: await context.get(pageShop).coupons() })

export const meta: Route.MetaFunction = () => [{ title: 'Coupons' }, { name: 'robots', content: 'noindex' }]

const worthOf = ({ kind, value, maxDiscount }: Coupon): string => {
  if (kind === 'free-delivery') return 'Free delivery'
  if (kind === 'amount') return `${formatRupees(value)} off`
  return `${value} % off${maxDiscount === null ? '' : `, at most ${formatRupees(maxDiscount)}`}`
}

export default function CouponsPage({ loaderData: { coupons } }: Route.ComponentProps) {
  const [edited, setEdited] = useState<Coupon | 'new' | null>(null)
  return (
    <>
      <div className="mb-4 flex flex-wrap items-center justify-between gap-3">
        <p className="text-ink-2">A coupon is switched off, never removed: orders speak of it.</p>
        <Button kind="dark" onClick={() => setEdited('new')}>
          <Plus className="size-5" aria-hidden="true" />
          Add a coupon
        </Button>
      </div>
      {coupons.length === 0 && <EmptyState title="No coupons yet">Give a code to somebody, or print one on the box.</EmptyState>}
      <ul className="grid gap-3 lg:grid-cols-2">
        {coupons.map((coupon) => (
          <li key={coupon._id} className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-md bg-surface p-4 shadow-1">
            <h2 className="min-w-0 flex-1 font-mono text-lg">{coupon.code}</h2>
            {!coupon.active && <Tag>Off</Tag>}
            <span className="text-sm">
              Used <LiveValue value={coupon.used} className="font-bold" />
              {coupon.most !== null && <span className="num"> of {coupon.most}</span>}
            </span>
            <p className="w-full text-ink-2 text-sm">
              {worthOf(coupon)}
              {coupon.minSubtotal > 0 && ` from ${formatRupees(coupon.minSubtotal)}`}
              {coupon.mostEach !== null && `, ${coupon.mostEach} × a person`}
            </p>
            <Button size="small" onClick={() => setEdited(coupon)} aria-label={`Edit ${coupon.code}`}>
              Edit
            </Button>
          </li>
        ))}
      </ul>
      {edited !== null && <CouponEditor coupon={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </>
  )
}

type Texts = 'code' | 'value' | 'maxDiscount' | 'minSubtotal' | 'startsAt' | 'endsAt' | 'most' | 'mostEach'
type Form = Record<Texts, string> & Pick<CouponInput, 'kind' | 'active'>

/** The browser's own clock and zone: what stands in the field is what was meant. */
const toLocal = (iso: string | null): string => {
  if (iso === null) return ''
  const at = new Date(iso)
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}
const toIso = (local: string): string | null => (local === '' ? null : new Date(local).toISOString())

function CouponEditor({ coupon, onClose }: { coupon: Coupon | null; onClose: () => void }) {
  const form = useForm<Form>({
    defaultValues: {
      code: coupon?.code ?? '',
      kind: coupon?.kind ?? 'percent',
      value: textOf(coupon?.value ?? ''),
      maxDiscount: textOf(coupon?.maxDiscount ?? null),
      minSubtotal: textOf(coupon?.minSubtotal ?? 0),
      startsAt: toLocal(coupon?.startsAt ?? null),
      endsAt: toLocal(coupon?.endsAt ?? null),
      most: textOf(coupon?.most ?? null),
      mostEach: textOf(coupon?.mostEach ?? null),
      active: coupon?.active ?? true,
    },
  })
  const { errors } = form.formState
  const kind = form.watch('kind')
  const save = (form: Form) => {
    const input = {
      code: form.code,
      kind: form.kind,
      active: form.active,
      value: form.kind === 'free-delivery' ? 0 : numberOf(form.value),
      maxDiscount: form.kind === 'percent' ? numberOrNull(form.maxDiscount) : null,
      minSubtotal: numberOf(form.minSubtotal),
      startsAt: toIso(form.startsAt),
      endsAt: toIso(form.endsAt),
      most: numberOrNull(form.most),
      mostEach: numberOrNull(form.mostEach),
    }
    return coupon === null ? call('POST', 'coupons', input) : call('PUT', `coupons/${coupon._id}`, { ...input, version: coupon.version })
  }
  const field = (name: Texts, label: string, more: { hint?: string; type?: string } = {}, rules = {}) => (
    <TextField label={label} autoComplete="off" error={errors[name]?.message} {...more} {...form.register(name, rules)} />
  )
  return (
    <EditorSheet
      title={coupon === null ? 'A new coupon' : coupon.code}
      form={form}
      fields={['code', 'kind', 'value', 'maxDiscount', 'minSubtotal', 'startsAt', 'endsAt', 'most', 'mostEach']}
      save={save}
      saved="Coupon saved"
      onClose={onClose}
    >
      {field('code', 'Code', { hint: 'Letters, digits and dashes; large or small is the same.' }, { required: 'It needs a code.' })}
      <SelectField label="What it gives" error={errors.kind?.message} {...form.register('kind')}>
        <option value="percent">A percentage</option>
        <option value="amount">An amount</option>
        <option value="free-delivery">Free delivery</option>
      </SelectField>
      {kind !== 'free-delivery' && field('value', kind === 'percent' ? 'Percent' : 'Amount, ₹', {}, { validate: isNumber })}
      {kind === 'percent' && field('maxDiscount', 'At most, ₹', { hint: 'Empty: all of it.' }, { validate: isNumberOrNothing })}
      {field('minSubtotal', 'For orders from, ₹', {}, { validate: isNumber })}
      {field('startsAt', 'From', { type: 'datetime-local' })}
      {field('endsAt', 'Until', { type: 'datetime-local' })}
      {field('most', 'Times in all', { hint: 'Empty: any number.' }, { validate: isNumberOrNothing })}
      {field('mostEach', 'Times a person', {}, { validate: isNumberOrNothing })}
      <Switch checked={form.watch('active')} onChange={(active) => form.setValue('active', active, { shouldDirty: true })}>
        It can be used
      </Switch>
    </EditorSheet>
  )
}
