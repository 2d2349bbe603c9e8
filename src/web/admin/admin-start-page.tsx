import { redirect } from 'react-router'
import { pageShop } from '../app-context.ts'
import type { Route } from './+types/admin-start-page'

/** To what this person does here. Who is not staff is refused by the frame around it. */
export function loader({ context }: Route.LoaderArgs) {
  const rights = context.get(pageShop).viewer?.rights ?? []
  const page = rights.includes('orders') ? 'orders' : rights.includes('catalogue') ? 'products' : 'inbox'
  return redirect(`/admin/${page}`)
}
