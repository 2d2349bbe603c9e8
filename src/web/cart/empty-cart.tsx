import type { ReactNode } from 'react'
import { EmptyState } from '../ui/empty-state.tsx'
import { LinkButton } from '../ui/link-button.tsx'

const CRUMBS = [
  [94, 47, 1.6],
  [103, 52, 1.2],
  [112, 46, 1.4],
  [107, 56, 1],
  [98, 55, 1.1],
  [116, 53, 1.5],
] as const

const Plate = () => (
  <div className="w-full overflow-hidden rounded-lg bg-pista-field">
    <svg viewBox="0 0 208 100" className="block h-auto w-full" aria-hidden="true">
      <ellipse cx="112" cy="58" rx="46" ry="21" fill="#2a0f1d" opacity="0.16" />
      <ellipse cx="104" cy="52" rx="46" ry="21" fill="#fff" />
      <ellipse cx="104" cy="51" rx="34" ry="14.5" fill="none" stroke="#2a0f1d" strokeOpacity="0.22" strokeWidth="0.7" />
      {CRUMBS.map(([x, y, r]) => (
        <circle key={`${x} ${y}`} cx={x} cy={y} r={r} fill="#8c1231" />
      ))}
    </svg>
  </div>
)

/** Nothing in the cart, and where to find something. */
export const EmptyCart = ({
  children = 'Nothing in the cart yet. What you add on any of your screens shows here.',
}: {
  children?: ReactNode
}) => (
  <EmptyState
    level={1}
    picture={<Plate />}
    title="Only crumbs here"
    action={
      <LinkButton to="/search" kind="primary">
        Choose a cake
      </LinkButton>
    }
  >
    {children}
  </EmptyState>
)
