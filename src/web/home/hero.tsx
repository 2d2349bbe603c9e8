import { Banknote, Bike, CakeSlice } from 'lucide-react'
import type { ReactNode } from 'react'
import { DELIVERY_FEE, FREE_DELIVERY_ABOVE } from '../../domain/delivery.ts'
import { formatRupees, toRupees } from '../../domain/money.ts'
import { CakeSvg } from '../cake/cake-svg.tsx'
import { Bead } from '../ui/bead.tsx'
import { LinkButton } from '../ui/link-button.tsx'
import { formatLongDay } from '../ui/time.ts'

const HERO_FIELD = { '--f': 'var(--pista-field)', '--fd': 'var(--pista-field)' } as React.CSSProperties

/** Today's promise first: what day it is, what is on the shelf now, what delivery costs. */
export function Hero({ now, timeZone, onShelf }: { now: string; timeZone: string; onShelf: number }) {
  return (
    <section
      className="colour-field relative mx-auto max-w-[1360px] overflow-hidden rounded-b-xl md:w-[calc(100%-2*var(--page))] md:rounded-xl"
      style={HERO_FIELD}
      aria-labelledby="promise"
    >
      <div className="grid md:min-h-[560px] md:grid-cols-[1.02fr_1fr]">
        <div className="relative z-2 flex flex-col justify-center gap-4 px-4 pt-5 md:gap-5 md:py-12 md:pr-0 md:pl-[clamp(24px,4.6vw,64px)]">
          <p className="flex flex-wrap items-center gap-2 font-semibold">
            {formatLongDay(now, timeZone)}
            {onShelf > 0 && (
              <Bead>
                <span className="num">{onShelf}</span> {onShelf === 1 ? 'cake' : 'cakes'} on offer now
              </Bead>
            )}
          </p>
          <h1 id="promise" className="font-extrabold text-hero leading-[0.9] tracking-[-0.036em] [font-stretch:82%]">
            Baked today.
            <br />
            Cut tonight.
          </h1>
          <p className="max-w-md text-ink-2 text-lg">
            We start when you order, and this page shows it as it happens:{' '}
            <b className="font-bold text-ink">in the oven, on the road, at your door.</b>
          </p>
          <div className="flex max-w-[520px] flex-col gap-3 rounded-lg bg-surface p-4 shadow-2">
            <div className="grid grid-cols-3 gap-2">
              <Fact icon={<Bike className="size-4" aria-hidden="true" />} title={formatRupees(toRupees(DELIVERY_FEE))}>
                to your door
              </Fact>
              <Fact icon={<CakeSlice className="size-4" aria-hidden="true" />} title="Free">
                above {formatRupees(toRupees(FREE_DELIVERY_ABOVE))}
              </Fact>
              <Fact icon={<Banknote className="size-4" aria-hidden="true" />} title="Cash">
                when it arrives
              </Fact>
            </div>
            <LinkButton to="/search" kind="primary" size="big">
              Choose a cake
            </LinkButton>
          </div>
        </div>
        <div className="relative h-75 md:h-auto">
          <CakeSvg
            family="layer"
            flavour="red-velvet"
            cut
            wire
            seed={5}
            className="absolute -bottom-[13%] -left-[2%] w-[104%] md:-bottom-[4%] md:-left-[4%] md:w-[116%] [&>svg]:overflow-visible"
          />
        </div>
      </div>
    </section>
  )
}

const Fact = ({ icon, title, children }: { icon: ReactNode; title: string; children: ReactNode }) => (
  <p className="num rounded-md bg-sunken px-3 py-2.5 text-ink-2 text-sm leading-tight">
    <b className="flex items-center gap-1.5 font-bold text-ink">
      {icon}
      {title}
    </b>
    {children}
  </p>
)
