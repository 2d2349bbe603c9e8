import { useEffect, useRef } from 'react'
import { toast } from 'sonner'
import { closeAttempt } from '../checkout/attempt.ts'
import { forgetDraft } from '../checkout/draft.ts'
import { useAccount } from '../root-data.ts'

declare global {
  interface Window {
    /** React Router's: what the first page was rendered from. */
    __reactRouterContext?: { state?: { loaderData?: Record<string, unknown> } }
  }
}

/** The first page's data stands in its own source, too, where it is read once and never again. */
function forgetFirstPage(): void {
  const { state } = window.__reactRouterContext ?? {}
  if (state !== undefined) state.loaderData = {}
  for (const script of document.querySelectorAll('script:not([src])')) {
    if (script.textContent?.includes('__reactRouterContext.streamController.enqueue') === true) script.textContent = ''
  }
}

/**
 * Once this page is no longer for the account it was for (signed out here, in another tab or by the shop, or somebody else signed in),
 * the tab keeps nothing that was that person's. What a guest typed stays when they sign in.
 */
export function useLeaveNothing(): void {
  const id = useAccount()?._id ?? null
  const before = useRef(id)
  useEffect(() => {
    const left = before.current !== null && before.current !== id
    before.current = id
    if (!left) return
    forgetDraft()
    closeAttempt()
    forgetFirstPage()
    toast.dismiss()
  }, [id])
}
