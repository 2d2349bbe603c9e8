import type { ImportReport } from '../../../contract/product-file.ts'
import { Button } from '../../ui/button.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { Note } from '../../ui/note.tsx'
import { FileField } from './file-field.tsx'
import { Rows } from './rows.tsx'
import { type Stage, useImport } from './use-import.ts'

const products = (count: number): string => (count === 1 ? '1 product' : `${count.toLocaleString('en-IN')} products`)

function summary({ bad, create, change, same }: ImportReport['counts']): string {
  const parts = [
    create > 0 && `${products(create)} new`,
    change > 0 && `${products(change)} changed`,
    same > 0 && `${products(same)} as they are`,
  ]
  const rest = parts.filter(Boolean).join(', ')
  return bad === 0 ? `${rest || 'No row in it'}.` : `${bad === 1 ? '1 row is bad' : `${bad} rows are bad`}${rest && `; else ${rest}`}.`
}

/** A file is chosen, checked, looked at and imported. */
export function ImportPanel() {
  const { stage, check, bringIn, again } = useImport()
  if (stage.at === 'done') return <Done stage={stage} onAgain={again} />
  const busy = stage.at === 'checking' || stage.at === 'importing'
  return (
    <>
      <FileField busy={busy} onFile={(file) => void check(file)} />
      {stage.at === 'choosing' && stage.problem !== null && (
        <Note kind="blocks" role="alert" title="This file was not taken.">
          {stage.problem}
        </Note>
      )}
      {stage.at === 'checking' && <p role="status">Checking {stage.name} …</p>}
      {(stage.at === 'checked' || stage.at === 'importing') && (
        <>
          <Checked stage={stage} onImport={() => void bringIn()} />
          {/* A report that comes instead of this one begins at its first rows. */}
          <Rows key={`${stage.chosen.key} ${stage.problem}`} report={stage.report} />
        </>
      )}
    </>
  )
}

type CheckedStage = Extract<Stage, { at: 'checked' | 'importing' }>

function Checked({ stage: { at, chosen, report, problem }, onImport }: { stage: CheckedStage; onImport: () => void }) {
  const { counts } = report
  const todo = counts.create + counts.change
  if (problem !== null)
    return (
      <Note
        kind="blocks"
        role="alert"
        title="Not imported."
        actions={
          counts.bad === 0 ? (
            <Button size="small" onClick={onImport}>
              Try again
            </Button>
          ) : undefined
        }
      >
        {problem}
      </Note>
    )
  if (counts.bad > 0)
    return (
      <Note kind="blocks" role="alert" title={`${chosen.name}: ${summary(counts)}`}>
        Mend them in the file and choose it again: nothing is imported while a row is bad.
      </Note>
    )
  if (todo === 0)
    return (
      <Note role="status" title={`${chosen.name}: nothing to change.`}>
        {summary(counts)}
      </Note>
    )
  return (
    <Note
      role="status"
      title={`${chosen.name}: ${summary(counts)}`}
      actions={
        <Button
          kind="primary"
          moment={at === 'importing' ? 'pending' : 'idle'}
          pendingLabel={`Importing ${products(todo)}`}
          onClick={onImport}
        >
          Import {products(todo)}
        </Button>
      }
    >
      Nothing is changed yet.
    </Note>
  )
}

function Done({ stage: { name, report }, onAgain }: { stage: Extract<Stage, { at: 'done' }>; onAgain: () => void }) {
  return (
    <>
      <Note
        kind="confirms"
        role="status"
        title={`${name} is in the catalogue.`}
        actions={
          <>
            <LinkButton to="/admin/products" size="small">
              See the products
            </LinkButton>
            <Button size="small" onClick={onAgain}>
              Another file
            </Button>
          </>
        }
      >
        {summary(report.counts)} Every screen shows it.
      </Note>
      <Rows report={report} />
    </>
  )
}
