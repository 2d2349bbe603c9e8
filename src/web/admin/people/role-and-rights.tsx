import type { Account } from '../../../contract/account.ts'
import { RIGHTS, type Right } from '../../../domain/role.ts'
import { SelectField } from '../../ui/field.tsx'
import type { Asked } from './confirm-dialog.tsx'
import { RIGHT_WORDS, Rights } from './rights.tsx'
import { useWanted } from './use-wanted.ts'

export type Asking = { readonly person: Account; readonly ask: (asked: Asked) => void }

export function RoleAndRights({ person, ask }: Asking) {
  const { name, invited } = person
  const {
    shown: { role, rights },
    latest,
    want,
  } = useWanted(person)
  const toggle = (right: Right) => {
    const has = latest.current.rights.includes(right)
    const run = () => {
      const next = RIGHTS.filter((each) => (each === right ? !has : latest.current.rights.includes(each)))
      want({ rights: next }, `${name}: ${next.map((each) => RIGHT_WORDS[each]).join(', ') || 'no rights'}`)
    }
    if (!has) return run()
    const word = RIGHT_WORDS[right]
    ask({
      title: `Take “${word}” from ${name}?`,
      says: 'It counts at once, on every screen that they have open.',
      action: `Take “${word}”`,
      run,
    })
  }
  const setRole = (wanted: 'manager' | 'staff' | 'customer') => {
    const run = () => want({ role: wanted }, `${name} has to sign in anew`)
    if (wanted === 'manager') return run()
    const title = wanted === 'customer' ? `${name} no longer works here?` : `Make ${name} staff?`
    const says = wanted === 'customer' ? 'They keep their account as a customer.' : 'They then have the rights alone that you give them.'
    ask({
      title,
      says: `They are signed out everywhere at once. ${says}`,
      action: wanted === 'customer' ? 'No longer here' : 'Make staff',
      run,
    })
  }
  return (
    <>
      {!invited && (
        <SelectField
          className="max-w-56"
          label="Role"
          value={role}
          onChange={(event) => setRole(event.target.value as 'manager' | 'staff' | 'customer')}
        >
          {role === 'owner' && <option value="owner">Owner</option>}
          <option value="manager">Manager</option>
          <option value="staff">Staff</option>
          <option value="customer">No longer here</option>
        </SelectField>
      )}
      {role === 'staff' && <Rights rights={rights} onToggle={toggle} />}
    </>
  )
}
