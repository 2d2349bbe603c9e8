import { ArrowDown, ArrowUp, Pencil, Trash2 } from 'lucide-react'
import { Link } from 'react-router'
import type { AdminMenu } from '../../../contract/menu.ts'
import { Button } from '../../ui/button.tsx'
import { Tag } from '../../ui/tag.tsx'

type Props = {
  readonly category: AdminMenu['categories'][number]
  readonly first: boolean
  readonly last: boolean
  readonly busy: boolean
  readonly onMove: (by: -1 | 1) => void
  readonly onEdit: () => void
  readonly onDelete: () => void
}

const many = (products: number): string => (products === 1 ? '1 product' : `${products} products`)

export function CategoryRow({ category, first, last, busy, onMove, onEdit, onDelete }: Props) {
  const { name, description, hidden, subcategories, products } = category
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-md bg-surface p-4 shadow-1">
      <div className="min-w-0 flex-1 basis-64">
        <h2 className="flex flex-wrap items-center gap-2 font-sans font-[650] text-md tracking-normal">
          {name}
          {hidden && <Tag>Not in the menus</Tag>}
        </h2>
        {description !== '' && <p className="text-ink-2 text-sm">{description}</p>}
        <p className="num text-ink-2 text-sm">
          <Link to={`/admin/products?category=${encodeURIComponent(name)}`} className="link">
            {many(products)}
          </Link>
          {subcategories.length > 0 && `: ${subcategories.map((sub) => `${sub.name} ${sub.products}`).join(' · ')}`}
        </p>
      </div>
      <div className="flex">
        <Button size="square" kind="quiet" aria-label={`Move ${name} up`} disabled={first || busy} onClick={() => onMove(-1)}>
          <ArrowUp className="size-5" aria-hidden="true" />
        </Button>
        <Button size="square" kind="quiet" aria-label={`Move ${name} down`} disabled={last || busy} onClick={() => onMove(1)}>
          <ArrowDown className="size-5" aria-hidden="true" />
        </Button>
        <Button size="square" kind="quiet" aria-label={`Edit ${name}`} onClick={onEdit}>
          <Pencil className="size-5" aria-hidden="true" />
        </Button>
        <Button
          size="square"
          kind="quiet"
          aria-label={products === 0 ? `Delete ${name}` : `Delete ${name}: it holds ${many(products)}`}
          disabled={products > 0 || busy}
          onClick={onDelete}
        >
          <Trash2 className="size-5" aria-hidden="true" />
        </Button>
      </div>
    </li>
  )
}
