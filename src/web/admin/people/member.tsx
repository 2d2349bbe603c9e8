import { useState } from 'react'
import type { Account, AccountLink } from '../../../contract/account.ts'
import type { Role } from '../../../domain/role.ts'
import { useShop } from '../../live/use-shop.ts'
import { useAccount } from '../../root-data.ts'
import { Card } from '../../ui/card.tsx'
import { Tag } from '../../ui/tag.tsx'
import { formatMoment } from '../../ui/time.ts'
import { type Asked, ConfirmDialog } from './confirm-dialog.tsx'
import { Deeds } from './deeds.tsx'
import { RoleAndRights } from './role-and-rights.tsx'

const ROLE_WORDS: Record<Role, string> = { owner: 'Owner', manager: 'Manager', staff: 'Staff', customer: 'Customer', guest: 'Guest' }

type Props = { readonly person: Account; readonly onLink: (name: string, link: AccountLink) => void }

/** One of those who work here. What is taken from them is asked about first. */
export function Member({ person, onLink }: Props) {
  const me = useAccount()?._id === person._id
  const [asked, setAsked] = useState<Asked | null>(null)
  const { name, email, role, banned, invited } = person
  return (
    <Card className="flex flex-col gap-3" role="group" aria-label={name}>
      <div className="flex flex-wrap items-center gap-2">
        <div className="min-w-0 flex-1 basis-48">
          <h2 className="text-lg">{name}</h2>
          <p className="break-all text-ink-2 text-sm">{email}</p>
        </div>
        {banned && <Tag tone="anaar">Locked out</Tag>}
        {invited && <Tag tone="haldi">No password yet</Tag>}
        <Tag tone={role === 'owner' ? 'haldi' : 'plain'}>{ROLE_WORDS[role]}</Tag>
      </div>
      {me ? (
        <p className="text-ink-2 text-sm">This is you. Another owner can change your role.</p>
      ) : (
        <>
          <RoleAndRights person={person} ask={setAsked} />
          <LinkLine person={person} />
          <Deeds person={person} ask={setAsked} onLink={onLink} />
        </>
      )}
      {asked !== null && <ConfirmDialog asked={asked} onClose={() => setAsked(null)} />}
    </Card>
  )
}

function LinkLine({ person: { invited, linkUntil } }: { person: Account }) {
  const { timeZone } = useShop()
  if (linkUntil !== null) return <p className="text-ink-2 text-sm">Their link works until {formatMoment(linkUntil, timeZone)}.</p>
  return invited ? <p className="text-ink-2 text-sm">Their link no longer works. Make a new one.</p> : null
}
