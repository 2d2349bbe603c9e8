import type { ProductImport } from '../../../contract/product-file.ts'
import { Note } from '../../ui/note.tsx'
import { CheckedFile } from './checked-file.tsx'
import { FileField } from './file-field.tsx'
import { ImportDone } from './import-done.tsx'
import { LastImport } from './last-import.tsx'
import { Rows } from './rows.tsx'
import { RunningImport } from './running-import.tsx'
import { useImport } from './use-import.ts'
import { useNewestImport } from './use-newest-import.ts'

/** A file is chosen, checked, looked at and imported. `loaded`: the import that began last, whoever began it. */
export function ImportPanel({ loaded }: { loaded: ProductImport | null }) {
  const { stage, check, bringIn, again, rest } = useImport()
  const newest = useNewestImport(loaded)
  const running = newest?.state === 'running' ? newest : null
  if (stage.at === 'done') return <ImportDone stage={stage} onAgain={again} onRest={() => void rest()} />
  if (stage.at === 'importing')
    return (
      <>
        {running === null ? <p role="status">Importing {stage.chosen.name} …</p> : <RunningImport key={running._id} running={running} />}
        {stage.unreached && (
          <Note role="status" title="The shop does not answer right now.">
            It is asked again by itself, and nothing is imported twice.
          </Note>
        )}
      </>
    )
  return (
    <>
      {running !== null && <RunningImport key={running._id} running={running} />}
      <FileField busy={stage.at === 'checking'} onFile={(file) => void check(file)} />
      {stage.at === 'choosing' && stage.problem !== null && (
        <Note kind="blocks" role="alert" title="This file was not taken.">
          {stage.problem}
        </Note>
      )}
      {stage.at === 'choosing' && newest !== null && running === null && <LastImport key={newest._id} last={newest} />}
      {stage.at === 'checking' && <p role="status">Checking {stage.name} …</p>}
      {stage.at === 'checked' && (
        <>
          <CheckedFile stage={stage} taken={running !== null} onImport={() => void bringIn()} />
          {/* A report that comes instead of this one begins at its first rows. */}
          <Rows key={`${stage.chosen.key} ${stage.problem}`} report={stage.report} />
        </>
      )}
    </>
  )
}
