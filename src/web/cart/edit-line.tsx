import { useState } from 'react'
import type { CartLine } from '../../contract/cart.ts'
import type { Product } from '../../contract/product.ts'
import type { Choice, Wanted } from '../../domain/choice.ts'
import { formatRupees } from '../../domain/money.ts'
import { countGraphemes, MESSAGE_LENGTH } from '../../domain/text.ts'
import { chooseOf, priceOf } from '../catalogue/price-of.ts'
import { Button, type Moment } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { SelectField, TextField } from '../ui/field.tsx'
import { lostOptions } from './line-words.ts'
import type { CartActs } from './use-cart-acts.ts'

type Props = { readonly line: CartLine; readonly product: Product; readonly acts: CartActs; readonly onClose: () => void }

const KINDS = [
  ['flavor', 'Flavour', 'flavors'],
  ['size', 'Size', 'sizes'],
  ['eggOption', 'Egg', 'eggOptions'],
] as const

/** Options and message of a line, where it stands. */
export function EditLine({ line, product, acts, onClose }: Props) {
  const [wanted, setWanted] = useState(() => chooseOf(product, keepOffered(line, product)).choice)
  const [message, setMessage] = useState(line.message)
  const [moment, setMoment] = useState<Moment>('idle')
  const [problem, setProblem] = useState<string | null>(null)
  const used = countGraphemes(message.trim())
  const tooLong = used > MESSAGE_LENGTH
  const price = priceOf(product, chooseOf(product, wanted))
  const save = async () => {
    if (tooLong || moment === 'pending') return
    setMoment('pending')
    const { flavor, size, eggOption, design, extras } = wanted
    const answer = await acts.update({
      itemId: line._id,
      message: message.trim(),
      design,
      extras: [...extras],
      ...(flavor !== '' && { flavor }),
      ...(size !== '' && { size }),
      ...(eggOption !== '' && { eggOption }),
    })
    if (answer.ok) return onClose()
    setMoment('failed')
    setProblem(answer.problem.message)
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={line.name}
      shape="sheet"
      footer={
        <>
          <p role="status" className="w-full font-semibold text-anaar-ink text-sm empty:hidden">
            {problem}
          </p>
          <Button kind="primary" size="big" className="flex-1" moment={moment} pendingLabel="Saving" onClick={() => void save()}>
            Save · {formatRupees(price)} each
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-5">
        {KINDS.map(
          ([field, label, list]) =>
            product[list].length > 0 && (
              <SelectField
                key={field}
                label={label}
                value={wanted[field]}
                onChange={(event) => setWanted({ ...wanted, [field]: event.target.value })}
              >
                {product[list].map(({ name, available }) => (
                  <option key={name} value={name} disabled={!available}>
                    {name}
                    {!available && ' (not now)'}
                  </option>
                ))}
              </SelectField>
            ),
        )}
        <Additions product={product} wanted={wanted} onChange={setWanted} />
        <TextField
          label="Message on the cake"
          value={message}
          autoComplete="off"
          onChange={(event) => setMessage(event.target.value)}
          error={tooLong ? `${used - MESSAGE_LENGTH} too many: there is room for ${MESSAGE_LENGTH}.` : undefined}
          hint={`${used} / ${MESSAGE_LENGTH}`}
        />
      </div>
    </Dialog>
  )
}

type AdditionsProps = { readonly product: Product; readonly wanted: Choice; readonly onChange: (wanted: Choice) => void }

function Additions({ product, wanted, onChange }: AdditionsProps) {
  const words = ({ name, charge, available }: Product['extras'][number]) =>
    `${name}${charge > 0 ? ` + ${formatRupees(charge)}` : ''}${available ? '' : ' (not now)'}`
  return (
    <>
      {product.designs.length > 0 && (
        <SelectField label="Design" value={wanted.design} onChange={(event) => onChange({ ...wanted, design: event.target.value })}>
          <option value="">As in the picture</option>
          {product.designs.map((design) => (
            <option key={design.name} value={design.name} disabled={!design.available}>
              {words(design)}
            </option>
          ))}
        </SelectField>
      )}
      {product.extras.length > 0 && (
        <fieldset>
          <legend className="mb-1 font-[650] text-sm">To go with it</legend>
          {product.extras.map((extra) => (
            <label key={extra.name} className="flex min-h-11 items-center gap-3">
              <input
                type="checkbox"
                className="size-5 accent-[var(--solid)]"
                checked={wanted.extras.includes(extra.name)}
                disabled={!extra.available}
                onChange={({ target }) => {
                  const others = wanted.extras.filter((name) => name !== extra.name)
                  onChange({ ...wanted, extras: target.checked ? [...others, extra.name] : others })
                }}
              />
              {words(extra)}
            </label>
          ))}
        </fieldset>
      )}
    </>
  )
}

/** What is no longer made, or not now, is left out: the first that is takes its place. */
function keepOffered(line: CartLine, product: Product): Wanted {
  const lost = lostOptions(line, product)
  const kept = (name: string) => (lost.includes(name) ? '' : name)
  const { flavor, size, eggOption, design, extras } = line
  return { flavor: kept(flavor), size: kept(size), eggOption: kept(eggOption), design: kept(design), extras: extras.filter(kept) }
}
