import { Copy } from 'lucide-react'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { useCopy } from '../../ui/use-copy.ts'

/** The secret is told once: here it is copied and given on. */
export function SecretDialog({ secret, onClose }: { secret: string; onClose: () => void }) {
  const { copied, copy } = useCopy('secret')
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="The secret"
      description="Give it to what sends the notices, and to nobody else: whoever has it can say that an order is paid. It is not shown again."
      footer={
        <>
          <Button kind="primary" onClick={() => copy(secret)}>
            <Copy className="size-5" aria-hidden="true" />
            {copied === 'yes' ? 'Copied' : 'Copy the secret'}
          </Button>
          <Button onClick={onClose}>Done</Button>
        </>
      }
    >
      <TextField label="Secret" readOnly value={secret} autoComplete="off" spellCheck={false} onFocus={(event) => event.target.select()} />
      {copied === 'by-hand' && <p className="mt-2 text-ink-2 text-sm">This browser does not copy for us. Copy it by hand.</p>}
    </Dialog>
  )
}
