import { useState } from 'react'
import type { AccountLink } from '../../../contract/account.ts'
import { pageShop } from '../../app-context.ts'
import type { Route } from './+types/people-page'
import { AddPerson } from './add-person.tsx'
import { LinkDialog } from './link-dialog.tsx'
import { Member } from './member.tsx'

export const loader = async ({ context }: Route.LoaderArgs) => ({ staff: await context.get(pageShop).staff() })

export const meta: Route.MetaFunction = () => [{ title: 'People' }, { name: 'robots', content: 'noindex' }]

export default function PeoplePage({ loaderData: { staff } }: Route.ComponentProps) {
  const [issued, setIssued] = useState<{ readonly name: string; readonly link: AccountLink } | null>(null)
  const onLink = (name: string, link: AccountLink) => setIssued({ name, link })
  return (
    <div className="grid items-start gap-5 xl:grid-cols-[1fr_22rem]">
      <ul className="flex flex-col gap-3">
        {staff.map((person) => (
          <li key={person._id}>
            <Member person={person} onLink={onLink} />
          </li>
        ))}
      </ul>
      <AddPerson onLink={onLink} />
      {issued !== null && <LinkDialog {...issued} onClose={() => setIssued(null)} />}
    </div>
  )
}
