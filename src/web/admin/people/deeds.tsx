import { useState } from 'react'
import type { AccountLink } from '../../../contract/account.ts'
import { api } from '../../live/api.ts'
import { Button } from '../../ui/button.tsx'
import { OwnerDialog } from './owner-dialog.tsx'
import type { Asking } from './role-and-rights.tsx'
import { patch, useChange } from './use-change.ts'

type Props = Asking & { readonly onLink: (name: string, link: AccountLink) => void }

/** What else an owner does about somebody. */
export function Deeds({ person, ask, onLink }: Props) {
  const change = useChange()
  const [making, setMaking] = useState(false)
  const { _id, name, role, banned, invited, linkUntil } = person
  const newLink = async () => {
    let link: AccountLink | undefined
    await change(async () => {
      const answer = await api<AccountLink>('POST', `/api/accounts/${_id}/link`)
      if (answer.ok) link = answer.data
      return answer
    }, `${name} has a link`)
    if (link !== undefined) onLink(name, link)
  }
  const signOut = () => void change(() => api('POST', `/api/accounts/${_id}/sign-out`), `${name} is signed out everywhere`)
  const setBanned = () => void change(() => patch(_id, { banned: !banned }), banned ? `${name} may sign in again` : `${name} is locked out`)
  const revoke = () => void change(() => api('DELETE', `/api/accounts/${_id}/link`), `${name}’s link no longer works`)
  return (
    <div className="flex flex-wrap gap-2">
      {role !== 'owner' && !banned && (
        <Button size="small" onClick={() => void newLink()}>
          {invited || linkUntil !== null ? 'New link' : 'New password by link'}
        </Button>
      )}
      {(invited || linkUntil !== null) && (
        <Button
          size="small"
          onClick={() =>
            ask({
              title: `Take the link of ${name} back?`,
              says: invited ? 'They are no longer on the list.' : 'Their password stays as it is.',
              action: 'Take it back',
              run: revoke,
            })
          }
        >
          {invited ? 'Take the invitation back' : 'Take the link back'}
        </Button>
      )}
      {!invited && (
        <Button
          size="small"
          onClick={() =>
            ask({
              title: `Sign ${name} out everywhere?`,
              says: 'They can sign in again with their password.',
              action: 'Sign out',
              run: signOut,
            })
          }
        >
          Sign out everywhere
        </Button>
      )}
      {!invited && (
        <Button
          size="small"
          onClick={() =>
            banned
              ? setBanned()
              : ask({
                  title: `Lock ${name} out?`,
                  says: 'They are signed out everywhere at once and cannot sign in again until you let them in.',
                  action: 'Lock out',
                  run: setBanned,
                })
          }
        >
          {banned ? 'Let in again' : 'Lock out'}
        </Button>
      )}
      {role !== 'owner' && !banned && !invited && (
        <Button size="small" kind="quiet" onClick={() => setMaking(true)}>
          Make owner
        </Button>
      )}
      {making && <OwnerDialog person={person} onClose={() => setMaking(false)} />}
    </div>
  )
}
