import type { Product } from '../../contract/product.ts'
import { flavourKey } from '../../domain/cake/flavour-key.ts'
import type { CHOICE_FIELDS, Choice, Chosen } from '../../domain/choice.ts'
import { isEggless } from '../../domain/egg.ts'
import { formatRupees } from '../../domain/money.ts'
import { countGraphemes, MESSAGE_LENGTH } from '../../domain/text.ts'
import { CakeSvg } from '../cake/cake-svg.tsx'
import { drawingOf, fieldStyle } from '../cake/drawing-of.ts'
import { chooseOf, priceOf } from '../catalogue/price-of.ts'
import { TextField } from '../ui/field.tsx'
import { VegMark } from '../ui/veg-mark.tsx'
import type { Wanted } from './choice-url.ts'
import { OptionGroup } from './option-group.tsx'

type Props = {
  readonly product: Product
  readonly chosen: Chosen
  readonly message: string
  readonly want: (change: Partial<Wanted>) => void
}

/** What taking this option instead would add to the price as chosen: "+ ₹150", "− ₹40", "same price". */
function difference(product: Product, choice: Choice, change: Partial<Choice>): string {
  const now = priceOf(product, chooseOf(product, choice))
  const then = priceOf(product, chooseOf(product, { ...choice, ...change }))
  const by = Math.round((then - now) * 100) / 100
  if (by === 0) return 'same price'
  return by > 0 ? `+\u00a0${formatRupees(by)}` : `−\u00a0${formatRupees(-by)}`
}

export function Configurator({ product, chosen: { choice }, message, want }: Props) {
  const consequence = (field: (typeof CHOICE_FIELDS)[number] | 'design', name: string) =>
    choice[field] === name ? 'chosen' : difference(product, choice, { [field]: name })
  const own = drawingOf(product).flavour
  return (
    <div className="flex flex-col gap-7">
      <OptionGroup
        legend="Flavour"
        chosen={choice.flavor}
        onChoose={(flavor: string) => want({ flavor })}
        columns="grid-cols-1 sm:grid-cols-2 md:grid-cols-1 lg:grid-cols-2"
        options={product.flavors.map(({ name, available }, place) => ({
          name,
          hindered: hindrance(available),
          consequence: consequence('flavor', name),
          picture: <FlavourPicture flavour={place === 0 ? own : flavourKey(name)} />,
        }))}
      />
      <OptionGroup
        legend="Size"
        chosen={choice.size}
        onChoose={(size: string) => want({ size })}
        columns="grid-cols-2 sm:grid-cols-3 md:grid-cols-2 lg:grid-cols-3"
        options={product.sizes.map(({ name, servings, available }) => ({
          name,
          hindered: hindrance(available),
          consequence: [servings, choice.size === name ? '' : difference(product, choice, { size: name })].filter(Boolean).join(', '),
        }))}
      />
      <OptionGroup
        legend="Egg"
        chosen={choice.eggOption}
        onChoose={(eggOption: string) => want({ eggOption })}
        columns="grid-cols-1 min-[420px]:grid-cols-2 md:grid-cols-1 lg:grid-cols-2"
        options={product.eggOptions.map(({ name, available }) => ({
          name,
          hindered: hindrance(available),
          label: (
            <span className="flex items-center gap-2">
              <VegMark eggless={isEggless(name)} />
              {name}
            </span>
          ),
          consequence: consequence('eggOption', name),
        }))}
      />
      {product.designs.length > 0 && (
        <OptionGroup
          legend="Design"
          chosen={choice.design}
          onChoose={(design: string) => want({ design })}
          columns="grid-cols-1 sm:grid-cols-2 md:grid-cols-1 lg:grid-cols-2"
          options={[
            { name: '', label: 'As in the picture', consequence: consequence('design', '') },
            ...product.designs.map(({ name, available }) => ({
              name,
              hindered: hindrance(available),
              consequence: consequence('design', name),
            })),
          ]}
        />
      )}
      <OptionGroup
        legend="To go with it"
        chosen={choice.extras}
        onChoose={(extras: readonly string[]) => want({ extras })}
        columns="grid-cols-1 sm:grid-cols-2 md:grid-cols-1 lg:grid-cols-2"
        options={product.extras.map(({ name, charge, available }) => ({
          name,
          hindered: hindrance(available),
          consequence: charge === 0 ? 'free' : `+\u00a0${formatRupees(charge)} each`,
        }))}
      />
      <MessageField message={message} onChange={(text) => want({ message: text })} />
    </div>
  )
}

const hindrance = (available: boolean): string | undefined => (available ? undefined : 'Not to be had now')

const FlavourPicture = ({ flavour }: { flavour: ReturnType<typeof flavourKey> }) => (
  <span className="colour-field block size-13 shrink-0 overflow-hidden rounded-sm" style={fieldStyle(flavour)} aria-hidden="true">
    <CakeSvg family="slice" flavour={flavour} />
  </span>
)

export const messageTooLong = (message: string): boolean => countGraphemes(message.trim()) > MESSAGE_LENGTH

function MessageField({ message, onChange }: { message: string; onChange: (text: string) => void }) {
  const used = countGraphemes(message.trim())
  return (
    <TextField
      label="Message on the cake"
      value={message}
      autoComplete="off"
      onChange={(event) => onChange(event.target.value)}
      placeholder="Happy birthday Meera"
      error={used > MESSAGE_LENGTH ? `${used - MESSAGE_LENGTH} too many: there is room for ${MESSAGE_LENGTH}.` : undefined}
      hint={
        <span className="flex justify-between gap-4">
          <span>Piped exactly as you type it. Hindi is fine too.</span>
          <span className="num whitespace-nowrap">
            {used} / {MESSAGE_LENGTH}
          </span>
        </span>
      }
    />
  )
}
