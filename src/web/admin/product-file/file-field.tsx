import { FileUp } from 'lucide-react'
import { type DragEvent, useState } from 'react'
import { cx } from '../../ui/cx.ts'

/** A file is chosen or dropped here. `busy`: with the one before. */
export function FileField({ busy, onFile }: { busy: boolean; onFile: (file: File) => void }) {
  const [over, setOver] = useState(false)
  const hover = (event: DragEvent) => {
    event.preventDefault()
    setOver(!busy)
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    const [file] = event.dataTransfer.files
    if (file !== undefined && !busy) onFile(file)
  }
  return (
    <label
      onDragOver={hover}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={cx(
        'flex min-h-28 cursor-pointer flex-col items-center justify-center gap-1 rounded-md border-2 border-line-strong border-dashed p-4 text-center has-focus-visible:outline-3 has-focus-visible:outline-focus has-disabled:cursor-default',
        over && 'bg-sunken',
      )}
    >
      <FileUp className="size-6" aria-hidden="true" />
      <span className="font-[650]">Choose a CSV file</span>
      <span className="text-ink-2 text-sm">or drop it here. It is checked first; nothing is changed by that.</span>
      <input
        type="file"
        accept=".csv,text/csv"
        disabled={busy}
        className="sr-only"
        onChange={({ target }) => {
          const [file] = target.files ?? []
          if (file !== undefined) onFile(file)
          // So that the same file can be chosen again.
          target.value = ''
        }}
      />
    </label>
  )
}
