import { useState } from 'react'
import { FILE_BYTES, type ImportReport } from '../../../contract/product-file.ts'
import { type Problem, REFUSALS } from '../../../contract/refusal.ts'
import { api } from '../../live/api.ts'
import { newKey } from '../../live/new-key.ts'

/** What was checked is what is imported, whatever becomes of the file meanwhile; once, however often it is tried. */
type Chosen = { readonly name: string; readonly body: Blob; readonly key: string }

export type Stage =
  | { readonly at: 'choosing'; readonly problem: string | null }
  | { readonly at: 'checking'; readonly name: string }
  | { readonly at: 'checked' | 'importing'; readonly chosen: Chosen; readonly report: ImportReport; readonly problem: string | null }
  | { readonly at: 'done'; readonly name: string; readonly report: ImportReport }

type FileProblem = Problem & { readonly line?: number; readonly why?: string; readonly report?: ImportReport }

const sentence = ({ message, line, why }: FileProblem): string => (why === undefined ? message : `Line ${line}: ${why}`)

const send = (body: Blob, query: string, headers: Record<string, string> = {}) =>
  api<ImportReport>('POST', `/api/admin/products/import${query}`, body, { headers })

/** A file on its way into the catalogue: chosen, checked without writing anything, imported. */
export function useImport() {
  const [stage, setStage] = useState<Stage>({ at: 'choosing', problem: null })

  const check = async (file: File) => {
    const { name } = file
    const refuse = (problem: string) => setStage({ at: 'choosing', problem: `${name}: ${problem}` })
    if (file.size > FILE_BYTES) return refuse(REFUSALS['import.too-large'][1])
    setStage({ at: 'checking', name })
    const bytes = await file.arrayBuffer().catch(() => null)
    if (bytes === null) return refuse('It cannot be read. Choose it again.')
    const body = new Blob([bytes], { type: 'text/csv' })
    const answer = await send(body, '?dryRun=1')
    if (!answer.ok) return refuse(sentence(answer.problem))
    setStage({ at: 'checked', chosen: { name, body, key: newKey() }, report: answer.data, problem: null })
  }

  const bringIn = async () => {
    if (stage.at !== 'checked') return
    const { chosen, report } = stage
    setStage({ ...stage, at: 'importing', problem: null })
    const answer = await send(chosen.body, '', { 'Idempotency-Key': chosen.key })
    if (answer.ok) return setStage({ at: 'done', name: chosen.name, report: answer.data })
    const problem: FileProblem = answer.problem
    setStage({ at: 'checked', chosen, report: problem.report ?? report, problem: sentence(problem) })
  }

  const again = () => setStage({ at: 'choosing', problem: null })
  return { stage, check, bringIn, again }
}
