import type { Draft } from './draft.ts'
import { typedPrice } from './typed-price.ts'

type Row = { readonly name: string; readonly priceMultiplier: string; readonly charge: string; readonly available: boolean }

const ONE: readonly Row[] = [{ name: '', priceMultiplier: '1', charge: '', available: true }]

const worded = ({ priceMultiplier, charge }: Omit<Row, 'name'>): string =>
  `× ${priceMultiplier || '1'}${charge.trim() === '' ? '' : ` + ₹${charge.trim()}`}`

/** What every flavour costs in every size, as the customer will see it. */
export function PriceMatrix({ values }: { values: Draft }) {
  const { flavors, sizes, eggOptions, basePrice } = values
  if (flavors.length + sizes.length === 0) return null
  const rows: readonly Row[] = flavors.length > 0 ? flavors : ONE
  const columns: readonly Row[] = sizes.length > 0 ? sizes : ONE
  return (
    <section aria-labelledby="price-matrix" className="rounded-md bg-surface p-5 shadow-1">
      <div className="mb-2 flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 id="price-matrix" className="text-lg">
          Prices
        </h2>
        <p className="text-ink-2 text-sm">rounded once, half up</p>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table scrolls by keyboard too */}
      <section className="overflow-x-auto" tabIndex={0} aria-label="Prices by flavour and size">
        <table className="num w-full text-sm">
          <thead>
            <tr className="text-ink-2">
              <th scope="col" className="py-2 pr-3 text-left font-semibold">
                Flavour
              </th>
              {columns.map((size, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: rows being typed have no other name
                <th key={index} scope="col" className="whitespace-nowrap px-3 py-2 text-right font-semibold">
                  {size.name || 'One size'} {worded(size)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((flavor, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: as above
              <tr key={at} className="border-line border-t">
                <th scope="row" className="py-2.5 pr-3 text-left font-semibold">
                  {flavor.name || 'Any'} {worded(flavor)}
                </th>
                {columns.map((size, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: as above
                  <td key={index} className="whitespace-nowrap px-3 py-2.5 text-right">
                    <PriceOf base={basePrice} options={[flavor, size]} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {eggOptions.length > 0 && (
        <p className="num mt-2 text-ink-2 text-sm">
          Then {eggOptions.map((option) => `${option.name || 'egg option'} ${worded(option)}`).join(', ')}.
        </p>
      )}
    </section>
  )
}

function PriceOf({ base, options }: { base: string; options: readonly Row[] }) {
  const price = typedPrice(
    base,
    options.map(({ priceMultiplier }) => priceMultiplier),
    options.map(({ charge }) => charge),
  )
  if (options.every(({ available }) => available)) return price ?? '–'
  return (
    <span className="text-ink-3">
      {price ?? '–'} <span className="text-xs">not now</span>
    </span>
  )
}
