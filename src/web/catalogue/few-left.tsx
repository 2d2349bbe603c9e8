import { Bead } from '../ui/bead.tsx'
import { LiveValue } from '../ui/live-value.tsx'

const FEW = 5

/** Made to order (null) never runs out. */
export const isFew = (stock: number | null): stock is number => stock !== null && stock > 0 && stock <= FEW

/** Live: it counts down while someone looks. */
export const FewLeft = ({ name, stock }: { name: string; stock: number }) => (
  <Bead>
    <LiveValue value={stock} format={(left: number) => `${left} left`} says={(left: number) => `${name}: ${left} left`} />
  </Bead>
)
