import { useNavigate } from 'react-router'
import type { SignedIn } from '../../contract/account.ts'
import type { Answer } from '../live/api.ts'
import { api } from '../live/api.ts'
import { useLive } from '../live/live-provider.tsx'
import { useCall } from '../live/use-call.ts'

type Way = 'login' | 'register' | 'setup' | 'link'

/** Staff begin where their rights lead them, everybody else in the shop. */
const homeOf = ({ role }: SignedIn['user']): string => (role === 'admin' || role === 'staff' ? '/admin' : '/')

/**
 * Signs this browser in: the page becomes that person's without a reload, then goes to `next`, or where they begin. Resolves after
 * a refusal, or once they are there.
 */
export function useSignIn(next: string | null) {
  const { renew } = useLive()
  const navigate = useNavigate()
  const { run, moment } = useCall()
  const signIn = async (way: Way, body: object): Promise<Answer<SignedIn>> => {
    const answer = await run(() => api<SignedIn>('POST', `/api/auth/${way}?session=cookie`, body))
    if (answer.ok) {
      await renew()
      await navigate(next ?? homeOf(answer.data.user), { replace: true })
    }
    return answer
  }
  return { signIn, moment }
}
