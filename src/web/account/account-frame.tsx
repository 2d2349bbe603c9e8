import type { ReactNode } from 'react'
import { CakeSvg } from '../cake/cake-svg.tsx'
import { fieldStyle } from '../cake/drawing-of.ts'

type Props = { readonly title: string; readonly lead?: ReactNode; readonly children: ReactNode }

/** A form on its own, beside a cake where there is room. */
export const AccountFrame = ({ title, lead, children }: Props) => (
  <div className="page-width grid items-start gap-10 py-6 md:grid-cols-2 md:py-10">
    <div className="flex min-w-0 max-w-md flex-col gap-6 md:w-full md:justify-self-center">
      <header>
        <h1 className="text-3xl">{title}</h1>
        {lead !== undefined && <p className="mt-2 text-ink-2">{lead}</p>}
      </header>
      {children}
    </div>
    <div className="colour-field overflow-hidden rounded-xl p-8 max-md:hidden" style={fieldStyle('mango')}>
      <CakeSvg family="layer" flavour="mango" className="mx-auto max-w-md" />
    </div>
  </div>
)

/** What went wrong with a form as a whole. */
export const FormProblem = ({ children }: { children: string | null }) => (
  <p role="alert" className="font-semibold text-anaar-ink empty:hidden">
    {children}
  </p>
)
