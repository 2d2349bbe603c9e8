import { useRevalidator } from 'react-router'
import type { Account, ChangeAccount } from '../../../contract/account.ts'
import { type Answer, api } from '../../live/api.ts'
import { notify } from '../../ui/toast.tsx'

/** One change of somebody's account; the list is asked again. @returns whether it was done */
export function useChange() {
  const { revalidate } = useRevalidator()
  return async (change: () => Promise<Answer<unknown>>, done: string | (() => string)): Promise<boolean> => {
    const answer = await change()
    const says = typeof done === 'string' ? done : done()
    notify(answer.ok ? says : answer.problem.message, { kind: answer.ok ? 'info' : 'error' })
    await revalidate()
    return answer.ok
  }
}

export const patch = (id: string, body: ChangeAccount) => api<Account>('PATCH', `/api/accounts/${id}`, body)
