import { Check, Copy } from 'lucide-react'
import { Button } from './button.tsx'
import { useCopy } from './use-copy.ts'

type Props = {
  /** What it is: "UPI id". */
  readonly what: string
  readonly text: string
  readonly className?: string
}

/** Copies one text, and says that it did. */
export function CopyButton({ what, text, className }: Props) {
  const { copied, copy } = useCopy(what)
  const Icon = copied === 'yes' ? Check : Copy
  return (
    <Button size="small" aria-label={`Copy the ${what}`} onClick={() => copy(text)} {...(className !== undefined && { className })}>
      <Icon className="size-4" aria-hidden="true" />
      {copied === 'yes' ? 'Copied' : copied === 'by-hand' ? 'By hand, please' : 'Copy'}
    </Button>
  )
}

/** A name, its value, and a button that copies it. To be put into a `dl`. `shown`: as it is read, when that is not what is copied. */
export const CopyLine = ({ what, label, text, shown = text }: Props & { readonly label: string; readonly shown?: string }) => (
  <div className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 border-line border-t py-2 first:border-t-0">
    <dt className="text-ink-2 text-sm">{label}</dt>
    <dd className="num col-start-1 break-all font-bold">{shown}</dd>
    <dd className="col-start-2 row-span-2 row-start-1">
      <CopyButton what={what} text={text} />
    </dd>
  </div>
)
