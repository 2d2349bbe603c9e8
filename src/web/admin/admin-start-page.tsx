import { redirect } from 'react-router'
import { pageShop } from '../app-context.ts'
import type { Route } from './+types/admin-start-page'

const PAGES = [
  ['orders', '/admin/orders'],
  ['catalogue', '/admin/products'],
  ['kitchen', '/kitchen'],
] as const

/** To what this person does here. */
export function loader({ context }: Route.LoaderArgs) {
  const { viewer } = context.get(pageShop)
  // The frame around it refuses them.
  if (viewer?.role !== 'admin' && viewer?.role !== 'staff') return null
  const { rights } = viewer
  const [page = '/admin/inbox'] = PAGES.flatMap(([right, path]) => (rights.includes(right) ? path : []))
  return redirect(page)
}

/** A page, not a bare address: whoever is refused sees the frame's refusal. */
export default function AdminStartPage() {
  return null
}
