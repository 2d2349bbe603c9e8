import type { Account } from '../../../contract/account.ts'
import { RIGHTS, type Right } from '../../../domain/role.ts'
import { SelectField } from '../../ui/field.tsx'
import type { Asked } from './confirm-dialog.tsx'
import { RIGHT_WORDS, Rights } from './rights.tsx'
import { patch, useChange } from './use-change.ts'

export type Asking = { readonly person: Account; readonly ask: (asked: Asked) => void }

export function RoleAndRights({ person: { _id, name, role, rights, invited }, ask }: Asking) {
  const change = useChange()
  const toggle = (right: Right) => {
    const next = RIGHTS.filter((each) => rights.includes(each) !== (each === right))
    const says = `${name}: ${next.map((each) => RIGHT_WORDS[each]).join(', ') || 'no rights'}`
    const run = () => void change(() => patch(_id, { rights: next }), says)
    if (!rights.includes(right)) return run()
    const word = RIGHT_WORDS[right]
    ask({
      title: `Take “${word}” from ${name}?`,
      says: 'It counts at once, on every screen that they have open.',
      action: `Take “${word}”`,
      run,
    })
  }
  const setRole = (wanted: 'manager' | 'staff' | 'customer') => {
    const run = () => void change(() => patch(_id, { role: wanted }), `${name} has to sign in anew`)
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
