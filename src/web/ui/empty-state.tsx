import type { ReactNode } from 'react'

type Props = {
  readonly picture?: ReactNode
  readonly title: string
  readonly children: ReactNode
  readonly action?: ReactNode
  readonly level?: 1 | 2
}

/** Says what is missing and names the next thing to do. */
export function EmptyState({ picture, title, children, action, level = 2 }: Props) {
  const Heading = level === 1 ? 'h1' : 'h2'
  return (
    <div className="mx-auto flex max-w-md flex-col items-center gap-4 py-8 text-center">
      {picture}
      <Heading className="text-2xl">{title}</Heading>
      <p className="text-ink-2">{children}</p>
      {action}
    </div>
  )
}
