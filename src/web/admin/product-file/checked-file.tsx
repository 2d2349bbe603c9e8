import { Button } from '../../ui/button.tsx'
import { Note } from '../../ui/note.tsx'
import { products, summary } from './import-words.ts'
import type { Stage } from './use-import.ts'

type Props = {
  readonly stage: Extract<Stage, { at: 'checked' }>
  /** Somebody's file is being imported. */
  readonly taken: boolean
  readonly onImport: () => void
}

/** What an import of the chosen file would do. */
export function CheckedFile({ stage: { chosen, report, problem }, taken, onImport }: Props) {
  const { counts } = report
  const todo = counts.create + counts.change
  if (problem !== null)
    return (
      <Note
        kind="blocks"
        role="alert"
        title="Not imported."
        actions={
          counts.bad === 0 && !taken ? (
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
        taken ? undefined : (
          <Button kind="primary" onClick={onImport}>
            Import {products(todo)}
          </Button>
        )
      }
    >
      {taken ? 'Another file is being imported. When that is done, this one can be.' : 'Nothing is changed yet.'}
    </Note>
  )
}
