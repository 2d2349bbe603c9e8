import { useState } from 'react'
import { type ImportReport, type ProductImport, settledOf } from '../../../contract/product-file.ts'
import { api } from '../../live/api.ts'
import { useCall } from '../../live/use-call.ts'
import { useRootData } from '../../root-data.ts'
import { Button } from '../../ui/button.tsx'
import { Note } from '../../ui/note.tsx'
import { formatMoment } from '../../ui/time.ts'
import { nameOf, summary } from './import-words.ts'
import { Rows } from './rows.tsx'

/** The import that ended last, whoever began it, with its rows for who asks. */
export function LastImport({ last }: { last: ProductImport }) {
  const { _id, state, total, counts, updatedAt } = last
  const { shop } = useRootData()
  const [report, setReport] = useState<ImportReport | null>(null)
  const call = useCall()
  const look = async () => {
    const answer = await call.run(() => api<ImportReport>('GET', `/api/admin/products/imports/${_id}`))
    if (answer.ok) setReport(answer.data)
  }
  const left = total - settledOf(counts)
  return (
    <>
      <Note
        kind={state === 'done' && counts.bad === 0 ? 'confirms' : 'tells'}
        role="status"
        title={`${state === 'done' ? 'Imported' : 'Stopped'} last: ${nameOf(last)}, ${formatMoment(updatedAt, shop.timeZone)}.`}
        actions={
          report === null ? (
            <Button size="small" moment={call.moment} pendingLabel="Loading" onClick={() => void look()}>
              See its rows
            </Button>
          ) : (
            <Button size="small" onClick={() => setReport(null)}>
              Hide its rows
            </Button>
          )
        }
      >
        {summary({ ...counts, left })} {state === 'stopped' && 'Choose the same file to go on: what it made is not made twice.'}
      </Note>
      {call.problem !== null && (
        <Note kind="blocks" role="alert" title="Its rows did not come.">
          {call.problem.message}
        </Note>
      )}
      {report !== null && <Rows report={report} />}
    </>
  )
}
