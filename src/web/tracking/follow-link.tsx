import { Check, Copy, Share2 } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'react-router'
import { useAccount } from '../root-data.ts'
import { Button } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'

/** Where this order can be followed without signing in: to keep, and to give to who gets the cake. */
export function FollowLink({ path }: { path: string }) {
  const account = useAccount()
  const [copied, setCopied] = useState(false)
  const give = async () => {
    const url = new URL(path, window.location.origin).href
    try {
      if (typeof navigator.share === 'function') return await navigator.share({ url })
      await navigator.clipboard.writeText(url)
      setCopied(true)
    } catch {
      // Who closes the sheet shares nothing, and the link stands below.
    }
  }
  const Icon = copied ? Check : typeof navigator !== 'undefined' && 'share' in navigator ? Share2 : Copy
  return (
    <Card className="flex flex-col items-start gap-3">
      <h2 className="text-xl">Follow it anywhere</h2>
      <p className="text-ink-2 text-sm">
        {account === null ? 'You have no account: keep this link to find the order again. ' : ''}
        Whoever has it sees where the cake is, and neither your name nor your door.
      </p>
      <Button onClick={() => void give()}>
        <Icon className="size-5" aria-hidden="true" />
        <span aria-live="polite">{copied ? 'Copied' : 'Share the link'}</span>
      </Button>
      <Link to={path} className="link break-all text-sm">
        The page behind it
      </Link>
    </Card>
  )
}
