import { Monitor, Smartphone } from 'lucide-react'
import type { Ref } from 'react'
import { cx } from '../ui/cx.ts'

const SHAPES = {
  phone: 'rounded-[2.5rem] border-8 border-jamun bg-jamun shadow-3',
  screen: 'rounded-lg border-8 border-b-20 border-jamun bg-jamun shadow-3',
} as const

type Props = {
  readonly shape: keyof typeof SHAPES
  readonly title: string
  /** One sentence: what to try here. */
  readonly hint: string
  readonly src: string
  readonly ref?: Ref<HTMLIFrameElement>
}

/** One of the product's own pages, in the hand of one person. */
export function Device({ shape, title, hint, src, ref }: Props) {
  const Icon = shape === 'phone' ? Smartphone : Monitor
  return (
    <section className="flex min-w-0 flex-col">
      <h2 className="flex items-center gap-2 text-lg">
        <Icon className="size-4.5" aria-hidden="true" />
        {title}
      </h2>
      <p className="mb-3 min-h-11 text-ink-2 text-sm leading-snug">{hint}</p>
      <div className={cx('overflow-hidden', SHAPES[shape])}>
        <iframe
          ref={ref}
          title={title}
          src={src}
          className={cx(
            'block h-[max(34rem,calc(100dvh-18rem))] w-full bg-paper max-[1100px]:h-[40rem]',
            shape === 'phone' ? 'rounded-[2rem]' : 'rounded-sm',
          )}
        />
      </div>
    </section>
  )
}
