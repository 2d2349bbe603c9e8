import { data } from 'react-router'
import { PAPER_KINDS, type PaperKind } from '../../domain/paper-number.ts'
import { pageShop } from '../app-context.ts'
import { NoSuchOrder } from '../tracking/no-such-order.tsx'
import type { Route } from './+types/paper-page'
import { PaperSheet, PrintBar } from './paper-sheet.tsx'

const isKind = (word: string): word is PaperKind => PAPER_KINDS.some((kind) => kind === word)

/** A paper of an order: for who may see the order, or holds its link. Anybody else's is no paper. */
export async function loader({ context, params: { id, token, kind } }: Route.LoaderArgs) {
  const shop = context.get(pageShop)
  const ask = async (wanted: PaperKind) => {
    if (token !== undefined) return shop.trackedPaper(token, wanted)
    return id === undefined ? null : shop.paper(id, wanted)
  }
  const paper = isKind(kind) ? await ask(kind) : null
  if (paper === null) throw data(null, { status: 404 })
  const [page, api] = token === undefined ? [`/orders/${id}`, `/api/orders/${id}`] : [`/t/${token}`, `/api/tracked/${token}`]
  return { paper, back: page, pdf: `${api}/papers/${kind}?as=pdf` }
}

export const meta: Route.MetaFunction = ({ loaderData }) => [
  { title: loaderData === undefined ? 'No such paper' : `${loaderData.paper.title} ${loaderData.paper.number}` },
  { name: 'robots', content: 'noindex' },
]

export default function PaperPage({ loaderData: { paper, back, pdf } }: Route.ComponentProps) {
  return (
    <main id="main" tabIndex={-1} className="px-4 py-6 print:p-0">
      <PrintBar pdf={pdf} back={{ to: back, label: 'To the order' }} />
      <PaperSheet paper={paper} />
    </main>
  )
}

export const ErrorBoundary = () => (
  <main id="main">
    <NoSuchOrder />
  </main>
)
