import { useMemo } from 'react'
import { encode } from 'uqr'

/** What cameras need around it, in squares. */
const QUIET = 4

/** Its dark squares, each run of a row as one stroke. */
export function pathOf(text: string): { readonly size: number; readonly path: string } {
  const { size, data } = encode(text, { ecc: 'M', border: QUIET })
  const path = data.flatMap((row, y) => runsOf(row).map(([x, width]) => `M${x} ${y}h${width}v1h-${width}z`)).join('')
  return { size, path }
}

function runsOf(row: readonly boolean[]): (readonly [start: number, width: number])[] {
  const runs: [number, number][] = []
  row.forEach((dark, x) => {
    const last = runs.at(-1)
    if (!dark) return
    if (last !== undefined && last[0] + last[1] === x) last[1]++
    else runs.push([x, 1])
  })
  return runs
}

type Props = {
  readonly text: string
  /** What it does, for who cannot see it. */
  readonly alt: string
  readonly className?: string
}

/** Dark on light in both themes: not every camera reads the other way round. */
export function QrCode({ text, alt, className }: Props) {
  const { size, path } = useMemo(() => pathOf(text), [text])
  return (
    <svg
      role="img"
      aria-label={alt}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className={className}
      style={{ forcedColorAdjust: 'none' }}
      data-qr={text}
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}
