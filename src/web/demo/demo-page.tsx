import { CakeSlice, IndianRupee } from 'lucide-react'
import { useMemo, useRef } from 'react'
import { Link } from 'react-router'
import { formatRupees } from '../../domain/money.ts'
import { pageShop } from '../app-context.ts'
import { knownProduct } from '../live/known.ts'
import { useProduct, useSeed } from '../live/use-entities.ts'
import { ConnectionPill } from '../shop/connection-pill.tsx'
import { Logo } from '../shop/logo.tsx'
import { Button } from '../ui/button.tsx'
import { LiveValue } from '../ui/live-value.tsx'
import type { Route } from './+types/demo-page'
import { DemoWire } from './demo-wire.tsx'
import { Device } from './device.tsx'
import { NoDemo } from './no-demo.tsx'
import { useDemoActs } from './use-demo-acts.ts'

export async function loader({ context }: Route.LoaderArgs) {
  const shop = context.get(pageShop)
  const seats = await shop.demoSeats()
  if (seats === null) return { demo: false, product: null }
  const [truffle] = (await shop.products({ search: 'truffle', available: true, limit: 1 })).items
  return { demo: true, product: truffle ?? (await shop.featured())[0] ?? null }
}

export const meta: Route.MetaFunction = () => [{ title: 'One order, three screens · Cakewire' }]

export default function DemoPage({ loaderData: { demo, product } }: Route.ComponentProps) {
  return demo ? <BothSides loaded={product} /> : <NoDemo />
}

function BothSides({ loaded }: { loaded: Route.ComponentProps['loaderData']['product'] }) {
  useSeed(useMemo(() => (loaded === null ? [] : [knownProduct(loaded)]), [loaded]))
  const product = useProduct(loaded?._id ?? '', loaded)
  const shop = useRef<HTMLIFrameElement>(null)
  const tracker = useRef<HTMLIFrameElement>(null)
  const { order, raise, problem, done } = useDemoActs(product, { shop, tracker })
  return (
    <div className="flex min-h-dvh flex-col bg-pista-field">
      <header className="flex flex-wrap items-center gap-x-6 gap-y-3 px-4 pt-4 min-[1100px]:px-7">
        <Link to="/" aria-label="Cakewire, home" className="flex min-h-11 items-center">
          <Logo className="h-8 w-auto" />
        </Link>
        <h1 className="mr-auto text-xl">One order, three screens, no refresh</h1>
        <ConnectionPill />
        <Button moment={raise.moment} pendingLabel="Raising" doneLabel="Raised" disabled={product === null} onClick={raise.act}>
          <IndianRupee className="size-4.5" aria-hidden="true" />
          Raise the price of the Truffle
        </Button>
        <Button
          kind="primary"
          moment={order.moment}
          pendingLabel="Placing"
          doneLabel="Placed"
          disabled={product === null}
          onClick={order.act}
        >
          <CakeSlice className="size-4.5" aria-hidden="true" />
          Place an order for Asha
        </Button>
      </header>
      <p role="alert" className="px-4 font-semibold text-anaar-ink empty:hidden min-[1100px]:px-7">
        {problem?.message}
      </p>
      <DemoWire />
      <main
        id="main"
        className="grid flex-1 content-start items-start gap-6 px-4 pb-6 min-[1100px]:grid-cols-[23rem_1fr_23rem] min-[1100px]:px-7"
      >
        <Device
          ref={shop}
          shape="phone"
          title="Asha’s phone"
          hint="Put a cake into the cart and order it, or watch its price move under her thumb."
          src="/~asha/"
        />
        <Device
          shape="screen"
          title="Meera’s counter"
          hint="Accept the order that rings, send it out, and look at the phone on the right."
          src="/~owner/admin/orders"
        />
        <Device
          ref={tracker}
          shape="phone"
          title="Asha’s tracker"
          hint="Nothing to press: it moves when the counter moves."
          src="/~asha/orders"
        />
      </main>
      <footer className="mt-auto flex min-h-12 flex-wrap items-center gap-x-6 gap-y-1 bg-jamun px-4 py-2 text-on-jamun-2 text-sm min-[1100px]:px-7">
        <b className="text-on-jamun">On the wire</b>
        {product !== null && (
          <span>
            {product.name} <LiveValue value={product.basePrice} format={formatRupees} strike className="font-bold text-on-jamun" />
          </span>
        )}
        <span role="log" className="flex flex-wrap gap-x-6">
          {done.map((what, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: newest first, and none is ever taken out of the middle
            <span key={done.length - index} className={index === 0 ? 'font-semibold text-on-jamun' : ''}>
              {what}
            </span>
          ))}
        </span>
      </footer>
    </div>
  )
}
