import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { FormProblem } from '../../account/account-frame.tsx'
import { placeErrors } from '../../account/field-errors.ts'
import { pageShop } from '../../app-context.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { TextField } from '../../ui/field.tsx'
import type { Route } from './+types/tax-page'
import { isNumber, numberOf } from './form-words.ts'
import { call, removeWithUndo } from './remove.ts'

export const loader = async ({ context }: Route.LoaderArgs) => ({ rates: await context.get(pageShop).taxRates() })

export const meta: Route.MetaFunction = () => [{ title: 'Tax' }, { name: 'robots', content: 'noindex' }]

type Form = { hsn: string; since: string; rate: string }
const EMPTY: Form = { hsn: '1905', since: '', rate: '' }

export default function TaxPage({ loaderData: { rates } }: Route.ComponentProps) {
  const form = useForm<Form>({ defaultValues: EMPTY })
  const [problem, setProblem] = useState<string | null>(null)
  const { errors } = form.formState
  const submit = form.handleSubmit(async ({ rate, ...rest }) => {
    setProblem(null)
    const answer = await call('POST', 'tax-rates', { ...rest, rate: numberOf(rate) })
    if (answer.ok) form.reset(EMPTY)
    else setProblem(placeErrors(answer.problem, ['hsn', 'since', 'rate'], form.setError))
  })
  return (
    <div className="grid items-start gap-5 xl:grid-cols-[1fr_22rem]">
      <Card>
        <p className="mb-3 text-ink-2">
          A rate holds from its day until the next one of the same code. What orders were taxed by stays: the past is not rewritten.
        </p>
        {rates.length === 0 && <EmptyState title="No rates yet">Without one, nothing is taxed.</EmptyState>}
        <table className="w-full text-left">
          <caption className="sr-only">Rates of tax</caption>
          <thead className="text-ink-2 text-sm">
            <tr>
              <th scope="col" className="py-2 font-semibold">
                HSN
              </th>
              <th scope="col" className="font-semibold">
                From
              </th>
              <th scope="col" className="font-semibold">
                Rate
              </th>
              <td />
            </tr>
          </thead>
          <tbody className="num">
            {rates.map(({ used, ...rate }) => (
              <tr key={`${rate.hsn} ${rate.since}`} className="border-line border-t">
                <td className="py-2">{rate.hsn}</td>
                <td>{rate.since}</td>
                <td className="font-bold">{rate.rate} %</td>
                <td className="text-right">
                  {used ? (
                    <span className="text-ink-2 text-sm">In use</span>
                  ) : (
                    <Button
                      size="small"
                      kind="quiet"
                      aria-label={`Remove ${rate.rate} % on ${rate.hsn} from ${rate.since}`}
                      onClick={() =>
                        void removeWithUndo(
                          'Rate',
                          () => call('DELETE', `tax-rates/${rate.hsn}/${rate.since}`),
                          () => call('POST', 'tax-rates', rate),
                        )
                      }
                    >
                      Remove
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Card>
      <Card>
        <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
          <h2 className="text-xl">A new rate</h2>
          <TextField label="HSN code" inputMode="numeric" error={errors.hsn?.message} {...form.register('hsn')} />
          <TextField label="From" type="date" error={errors.since?.message} {...form.register('since', { required: 'From when?' })} />
          <TextField label="Percent" inputMode="decimal" error={errors.rate?.message} {...form.register('rate', { validate: isNumber })} />
          <FormProblem>{problem}</FormProblem>
          <Button type="submit" kind="dark" className="self-start">
            Add the rate
          </Button>
        </form>
      </Card>
    </div>
  )
}
