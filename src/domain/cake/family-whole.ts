import { toLab } from './colour.ts'
import { dress } from './dress.ts'
import { fix } from './numbers.ts'
import type { Order } from './order.ts'
import { CX, coversTop, type Pen } from './pen.ts'
import { type Field, pipeMessage } from './piping.ts'
import { circle, heart, rectangle } from './plan.ts'
import { plateUnder } from './plate.ts'
import type { Plan } from './solid.ts'
import { storey } from './storey.ts'
import { wireThrough } from './wire.ts'

const TURN = -0.42

function planOf(pen: Pen, radius: number): Plan {
  switch (pen.family) {
    case 'heart':
      return heart(radius)
    case 'sheet':
      return rectangle(radius * 1.18, radius * 0.78, 16, TURN)
    case 'square':
      return rectangle(radius * 0.92, radius * 0.92, 14, TURN - 0.2)
    default:
      return circle(radius)
  }
}

/** Where on the top the message goes, seen from the camera. */
function fieldOn({ family, k }: Pen, radius: number, top: number): Field {
  const lying = (share: number) => `translate(${CX} ${fix(top + share)})scale(1 ${fix(k * 1.06)})rotate(-3)`
  if (family === 'layer') return { width: radius * 1.42, height: radius * 1.32, transform: lying(radius * k * 0.2), lines: 3 }
  if (family === 'heart') return { width: radius * 1.2, height: radius * 0.8, transform: lying(-radius * k * 0.06), lines: 3 }
  const c = (n: number) => fix(n * 100) / 100
  const turned = `${c(Math.cos(TURN))} ${c(Math.sin(TURN) * k)} ${c(-Math.sin(TURN))} ${c(Math.cos(TURN) * k)}`
  const transform = `matrix(${turned} ${CX} ${fix(top)})`
  if (family === 'sheet') return { width: radius * 1.75, height: radius * 1.0, transform, lines: 2 }
  return { width: radius * 1.42, height: radius * 1.32, transform, lines: 3 }
}

/** Round, heart, sheet and square: one storey, the message on top. */
export function drawWhole(pen: Pen, order: Order): string {
  const { family, k, look, finish } = pen
  const { message, grow } = order
  const layer = family === 'layer'
  const sheet = family === 'sheet'
  const radius = order.radius
  const height = sheet ? 62 + 6 * grow : order.height
  const cut = layer && order.cut && !message
  const plate = order.plate || (sheet || family === 'square' ? 'board' : layer ? 'stand' : 'plate')
  const ground = (plate === 'stand' ? 352 : 372) - (k - 0.36) * 60

  let body = plateUnder(pen, ground, sheet ? radius * 1.14 : radius, plate)
  const wire = order.wire && layer ? wireThrough(k, ground - height * 0.56, radius, cut) : undefined
  if (wire) body += wire.behind
  const { drawn, solid } = storey(pen, planOf(pen, radius), { y: ground, height, radius, level: 0, cut })
  body += drawn
  if (wire) body += wire.through
  if (!message) return body + dress(pen, solid, { radius, cut })

  const ink = coversTop(finish) || toLab(look.ink)[0] <= 0.75 ? look.ink : look.glaze
  return body + dress(pen, solid, { radius, keep: true }) + pipeMessage(pen, message, ink, fieldOn(pen, radius, ground - height))
}
