import { Banknote } from 'lucide-react'
import { Step } from './step.tsx'

export const PayStep = ({ number, pickup }: { number: number; pickup: boolean }) => (
  <Step number={number} title="How you pay" done>
    <div className="flex items-start gap-3 rounded-md bg-haldi-tint p-4 shadow-[inset_0_0_0_2.5px_var(--solid)]">
      <Banknote className="mt-0.5 size-5 shrink-0" aria-hidden="true" />
      <p>
        <b className="font-[650]">{pickup ? 'Cash at the counter' : 'Cash on delivery'}</b>
        <span className="block text-ink-2 text-sm">
          {pickup ? 'You pay when you fetch it.' : 'You pay the rider when the cake is at your door.'} It is the only way to pay here.
        </span>
      </p>
    </div>
  </Step>
)
