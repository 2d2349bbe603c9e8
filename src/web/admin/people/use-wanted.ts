import { useEffect, useRef, useState } from 'react'
import type { Account, ChangeAccount } from '../../../contract/account.ts'
import { patch, useChange } from './use-change.ts'

type Part = Pick<Account, 'rights'> | { readonly role: NonNullable<ChangeAccount['role']> }

/**
 * Somebody's role and rights as they shall be: shown at once, sent one after the other. `latest` is what the next change is made
 * from: the loader tells of one only after it is done.
 */
export function useWanted({ _id, role, rights }: Account) {
  const change = useChange()
  const latest = useRef<Pick<Account, 'role' | 'rights'>>({ role, rights })
  const unsent = useRef<ChangeAccount>({})
  const sending = useRef(false)
  const says = useRef('')
  const [wanted, setWanted] = useState<typeof latest.current | null>(null)
  useEffect(() => {
    if (sending.current) return
    latest.current = { role, rights }
    setWanted(null)
  }, [role, rights])

  const send = async () => {
    for (;;) {
      const body = unsent.current
      unsent.current = {}
      const answer = await patch(_id, body)
      if (answer.ok && Object.keys(unsent.current).length > 0) continue
      unsent.current = {}
      sending.current = false
      return answer
    }
  }
  const want = (part: Part, words: string) => {
    latest.current = { ...latest.current, ...part }
    unsent.current = { ...unsent.current, ...part }
    says.current = words
    setWanted(latest.current)
    if (sending.current) return
    sending.current = true
    void change(send, () => says.current)
  }
  return { shown: wanted ?? { role, rights }, latest, want }
}
