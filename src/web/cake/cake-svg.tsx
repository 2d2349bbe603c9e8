import { memo, useId, useMemo } from 'react'
import { type CakeOptions, drawCake } from '../../domain/cake/draw-cake.ts'
import { cx } from '../ui/cx.ts'

type Props = Omit<CakeOptions, 'uid'> & { readonly className?: string }

/** One cake, drawn from its options, the same on server and in the browser. */
export const CakeSvg = memo(function CakeSvg({ className, ...options }: Props) {
  const uid = useId()
  const said = JSON.stringify(options)
  const svg = useMemo(() => drawCake({ ...(JSON.parse(said) as Props), uid }), [said, uid])
  // biome-ignore lint/security/noDangerouslySetInnerHtml: drawCake escapes what a person typed
  return <span className={cx('block [&>svg]:block [&>svg]:h-auto [&>svg]:w-full', className)} dangerouslySetInnerHTML={{ __html: svg }} />
})
