import { type Answer, api } from '../../live/api.ts'
import { notify } from '../../ui/toast.tsx'

/** Removes at once, with the way back. */
export async function removeWithUndo(
  what: string,
  remove: () => Promise<Answer<unknown>>,
  putBack: () => Promise<Answer<unknown>>,
): Promise<void> {
  const answer = await remove()
  if (!answer.ok) return notify(answer.problem.message, { kind: 'error' })
  const undo = async () => {
    const back = await putBack()
    if (!back.ok) notify(`Not put back. ${back.problem.message}`, { kind: 'error' })
  }
  notify(`${what} removed`, { action: { label: 'Undo', onClick: () => void undo() } })
}

export const call = <T>(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<Answer<T>> =>
  api<T>(method, `/api/admin/${path}`, body)
