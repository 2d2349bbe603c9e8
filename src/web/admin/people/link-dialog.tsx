import { Copy } from 'lucide-react'
import { useState } from 'react'
import type { AccountLink } from '../../../contract/account.ts'
import { useShop } from '../../live/use-shop.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { formatMoment } from '../../ui/time.ts'

type Props = { readonly name: string; readonly link: AccountLink; readonly onClose: () => void }

/** The link is told once: here it is copied and given on. */
export function LinkDialog({ name, link, onClose }: Props) {
  const { timeZone } = useShop()
  const [says, setSays] = useState('')
  const url = `${window.location.origin}${link.path}`
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(url)
      setSays('Copied')
    } catch {
      setSays('This browser does not copy for us. Copy it by hand.')
    }
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`The link for ${name}`}
      description={`Send it to ${name} alone. Whoever opens it first sets the password and is signed in. It works once, until ${formatMoment(link.expiresAt, timeZone)}, and is not shown again.`}
      footer={
        <>
          <Button kind="primary" onClick={() => void copy()}>
            <Copy className="size-5" aria-hidden="true" />
            Copy the link
          </Button>
          <Button onClick={onClose}>Done</Button>
        </>
      }
    >
      <TextField label="Link" readOnly value={url} onFocus={(event) => event.target.select()} />
      <p role="status" className="mt-2 text-ink-2 text-sm empty:hidden">
        {says}
      </p>
    </Dialog>
  )
}
