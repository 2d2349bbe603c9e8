import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'

/** Something is about to be taken from somebody. */
export type Asked = {
  readonly title: string
  /** What it does to them, and when. */
  readonly says: string
  readonly action: string
  readonly run: () => void
}

export function ConfirmDialog({ asked, onClose }: { asked: Asked; onClose: () => void }) {
  const run = () => {
    onClose()
    asked.run()
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={asked.title}
      footer={
        <>
          <Button kind="primary" onClick={run}>
            {asked.action}
          </Button>
          <Button onClick={onClose}>Leave it</Button>
        </>
      }
    >
      <p className="text-ink-2">{asked.says}</p>
    </Dialog>
  )
}
