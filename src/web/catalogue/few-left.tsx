import { LiveValue } from '../ui/live-value.tsx'

const FEW = 5

/** Made to order (null) never runs out. */
export const isFew = (stock: number | null): stock is number => stock !== null && stock > 0 && stock <= FEW

/** Live: it counts down while someone looks. */
export const FewLeft = ({ stock }: { stock: number }) => (
  <span className="inline-flex items-center gap-1.5 whitespace-nowrap rounded-full bg-haldi-tint px-2.5 py-0.75 font-bold text-haldi-ink text-xs">
    <i
      className="size-2 rounded-full bg-haldi shadow-[0_0_0_2px_color-mix(in_oklch,var(--haldi-ink)_60%,transparent)]"
      aria-hidden="true"
    />
    <LiveValue value={stock} format={(left: number) => `${left} left`} />
  </span>
)
