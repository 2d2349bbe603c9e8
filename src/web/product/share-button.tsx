import { Share2 } from 'lucide-react'
import { notify } from '../ui/toast.tsx'

async function share(title: string): Promise<void> {
  const url = window.location.href
  try {
    if (typeof navigator.share === 'function') return await navigator.share({ title, url })
    await navigator.clipboard.writeText(url)
    notify('The link is copied, with everything you chose', { kind: 'success' })
  } catch (error) {
    // Closing the phone's own sheet is no failure.
    if (!(error instanceof DOMException && error.name === 'AbortError'))
      notify('The link could not be copied. It is in the address bar.', { kind: 'error' })
  }
}

/** Sends the cake as it is chosen to somebody: the options are in the address. */
export const ShareButton = ({ title }: { title: string }) => (
  <button
    type="button"
    aria-label="Share this cake"
    className="absolute top-3 right-3 grid size-11 place-items-center rounded-full bg-surface shadow-1"
    onClick={() => void share(title)}
  >
    <Share2 className="size-5" aria-hidden="true" />
  </button>
)
