import { useEffect, useRef, useState } from 'react'
import { FILE_BYTES, type ImportReport } from '../../../contract/product-file.ts'
import { type Problem, REFUSALS } from '../../../contract/refusal.ts'
import { isPlainLine } from '../../../domain/text.ts'
import { api } from '../../live/api.ts'
import { newKey } from '../../live/new-key.ts'
import { untilAnswered } from './until-answered.ts'

/** What was checked is what is imported, whatever becomes of the file meanwhile; once, however often it is tried. */
type Chosen = { readonly name: string; readonly body: Blob; readonly key: string }

export type Stage =
  | { readonly at: 'choosing'; readonly problem: string | null }
  | { readonly at: 'checking'; readonly name: string }
  | { readonly at: 'checked'; readonly chosen: Chosen; readonly report: ImportReport; readonly problem: string | null }
  /** `unreached`: no answer came so far; it is sent again. */
  | { readonly at: 'importing'; readonly chosen: Chosen; readonly unreached: boolean }
  | { readonly at: 'done'; readonly chosen: Chosen; readonly report: ImportReport }

type FileProblem = Problem & { readonly line?: number; readonly why?: string; readonly report?: ImportReport }

const sentence = ({ message, line, why }: FileProblem): string => (why === undefined ? message : `Line ${line}: ${why}`)

const MOST_NAME = 100

/** As much of a file's name as the shop takes. */
const nameQuery = (name: string): string => (isPlainLine(name) ? `name=${encodeURIComponent([...name].slice(0, MOST_NAME).join(''))}` : '')

const send = (body: Blob, query: string, headers: Record<string, string> = {}) =>
  api<ImportReport>('POST', `/api/admin/products/import?${query}`, body, { headers })

/** A file on its way into the catalogue: chosen, checked without writing anything, imported. */
export function useImport() {
  const [stage, setStage] = useState<Stage>({ at: 'choosing', problem: null })
  const page = useRef<AbortController>(undefined)
  useEffect(() => {
    const shown = new AbortController()
    page.current = shown
    return () => shown.abort()
  }, [])

  const judge = async (name: string, body: Blob) => {
    setStage({ at: 'checking', name })
    const answer = await send(body, 'dryRun=1')
    if (!answer.ok) return setStage({ at: 'choosing', problem: `${name}: ${sentence(answer.problem)}` })
    setStage({ at: 'checked', chosen: { name, body, key: newKey() }, report: answer.data, problem: null })
  }

  const check = async (file: File) => {
    const { name } = file
    const refuse = (problem: string) => setStage({ at: 'choosing', problem: `${name}: ${problem}` })
    if (file.size > FILE_BYTES) return refuse(REFUSALS['import.too-large'][1])
    setStage({ at: 'checking', name })
    const bytes = await file.arrayBuffer().catch(() => null)
    if (bytes === null) return refuse('It cannot be read. Choose it again.')
    await judge(name, new Blob([bytes], { type: 'text/csv' }))
  }

  const bringIn = async () => {
    if (stage.at !== 'checked' || page.current === undefined) return
    const { chosen, report } = stage
    setStage({ at: 'importing', chosen, unreached: false })
    const answer = await untilAnswered(() => send(chosen.body, nameQuery(chosen.name), { 'Idempotency-Key': chosen.key }), {
      signal: page.current.signal,
      unreached: () => setStage({ at: 'importing', chosen, unreached: true }),
    })
    if (answer.ok) return setStage({ at: 'done', chosen, report: answer.data })
    const problem: FileProblem = answer.problem
    if (problem.code === 'import.stopped' && problem.report !== undefined) return setStage({ at: 'done', chosen, report: problem.report })
    setStage({ at: 'checked', chosen, report: problem.report ?? report, problem: sentence(problem) })
  }

  /** The same file once more. */
  const rest = async () => {
    if (stage.at === 'done') await judge(stage.chosen.name, stage.chosen.body)
  }

  const again = () => setStage({ at: 'choosing', problem: null })
  return { stage, check, bringIn, again, rest }
}
