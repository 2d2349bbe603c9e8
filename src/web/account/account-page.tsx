import { Bell, BellRing, LogOut, Package } from 'lucide-react'
import { pageShop } from '../app-context.ts'
import { useSignOut } from '../live/use-sign-out.ts'
import { Button } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { LinkButton } from '../ui/link-button.tsx'
import type { Route } from './+types/account-page'
import { AddressesSection } from './addresses-section.tsx'
import { DataSection } from './data-section.tsx'
import { requireAccount } from './load-account.ts'
import { PasswordForm } from './password-form.tsx'
import { ProfileForm } from './profile-form.tsx'

export async function loader({ context }: Route.LoaderArgs) {
  const shop = context.get(pageShop)
  return { me: requireAccount(shop), addresses: await shop.addresses() }
}

export const meta: Route.MetaFunction = () => [{ title: 'Your account' }]

export default function AccountPage({ loaderData: { me, addresses } }: Route.ComponentProps) {
  const { signOut, moment } = useSignOut()
  const staff = me.role !== 'customer'
  return (
    <div className="page-width py-6 md:py-10">
      <header className="mb-6 flex flex-wrap items-center justify-between gap-4">
        <div className="min-w-0">
          <h1 className="text-3xl">{me.name}</h1>
          <p className="break-all text-ink-2">{me.email}</p>
        </div>
        <div className="flex flex-wrap gap-3">
          {staff && (
            <LinkButton to="/admin" kind="dark">
              To the counter
            </LinkButton>
          )}
          <Button moment={moment} pendingLabel="Signing out" onClick={signOut}>
            <LogOut className="size-5" aria-hidden="true" />
            Sign out
          </Button>
        </div>
      </header>
      <nav aria-label="Your things" className="mb-6 flex flex-wrap gap-3">
        <LinkButton to="/orders" kind="soft">
          <Package className="size-5" aria-hidden="true" />
          Your orders
        </LinkButton>
        <LinkButton to="/notifications" kind="soft">
          <Bell className="size-5" aria-hidden="true" />
          Notifications
        </LinkButton>
        <LinkButton to="/waiting-for" kind="soft">
          <BellRing className="size-5" aria-hidden="true" />
          What you wait for
        </LinkButton>
      </nav>
      <div className="grid items-start gap-5 md:grid-cols-2">
        <Card>
          <ProfileForm key={me._id} me={me} />
        </Card>
        <Card>
          <PasswordForm email={me.email} />
        </Card>
        <AddressesSection addresses={addresses} name={me.name} phone={me.phone} />
        <DataSection />
      </div>
    </div>
  )
}
