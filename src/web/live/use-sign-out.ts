import { useNavigate } from 'react-router'
import { useRootData } from '../root-data.ts'
import { forgetTaps } from '../taps/place.ts'
import { api } from './api.ts'
import { useLive } from './live-provider.tsx'
import { useCall } from './use-call.ts'

/** Ends this browser’s sign-in and starts again at the shop’s door as nobody, without a reload. */
export function useSignOut() {
  const { renew } = useLive()
  const { viewer } = useRootData()
  const navigate = useNavigate()
  const { run, moment } = useCall()
  const signOut = async () => {
    const answer = await run(() => api('POST', '/api/auth/logout'))
    if (!answer.ok && answer.problem.status !== 401) return
    if (viewer !== null) forgetTaps(viewer._id)
    await navigate('/')
    await renew()
  }
  return { signOut: () => void signOut(), moment }
}
