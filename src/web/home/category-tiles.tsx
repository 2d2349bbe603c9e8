import { Link } from 'react-router'
import { formatRupees } from '../../domain/money.ts'
import { CakeSvg } from '../cake/cake-svg.tsx'
import { drawingOf, fieldStyle } from '../cake/drawing-of.ts'
import { cx } from '../ui/cx.ts'
import type { CountedTile } from './count-tiles.ts'

/** The first and the fourth of the wide grid are tall. */
const isTall = (place: number): boolean => place === 0 || place === 3

export function CategoryTiles({ tiles }: { tiles: readonly CountedTile[] }) {
  if (tiles.length === 0) return null
  return (
    <section className="page-width pt-12 md:pt-16" aria-labelledby="categories">
      <h2 id="categories" className="mb-6 text-3xl">
        What are we celebrating?
      </h2>
      <ul className="grid grid-flow-dense auto-rows-[172px] grid-cols-2 gap-3 md:auto-rows-[230px] md:gap-4 lg:grid-cols-[1.35fr_1fr_1fr_1.1fr]">
        {tiles.map((tile, place) => (
          <li key={tile._id} className={cx('min-w-0', isTall(place) && 'row-span-2')}>
            <TileOf tile={tile} tall={isTall(place)} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function TileOf({ tile: { name, count, from, face }, tall }: { tile: CountedTile; tall: boolean }) {
  const drawing = drawingOf(face)
  return (
    <Link
      to={`/category/${encodeURIComponent(name)}`}
      className="colour-field group relative block h-full overflow-hidden rounded-lg p-4 md:p-5"
      style={fieldStyle(drawing.flavour)}
    >
      <h3 className="relative z-1 text-xl">{name}</h3>
      <p className="num relative z-1 text-ink-2 text-sm">
        {count} {count === 1 ? 'cake' : 'cakes'}
        {from !== null && `, from ${formatRupees(from)}`}
      </p>
      <CakeSvg
        {...drawing}
        className={cx(
          'absolute transition-transform duration-300 ease-out group-hover:scale-[1.03] motion-reduce:transform-none',
          tall
            ? '-right-[6%] bottom-0 w-[112%] max-w-80 md:max-w-none lg:-bottom-[1%]'
            : '-right-[5%] -bottom-[7%] w-[66%] max-w-56 md:w-[76%]',
        )}
      />
    </Link>
  )
}
