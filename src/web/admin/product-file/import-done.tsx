import { Button } from '../../ui/button.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { Note } from '../../ui/note.tsx'
import { rowsOf, summary } from './import-words.ts'
import { Rows } from './rows.tsx'
import type { Stage } from './use-import.ts'

type Props = {
  readonly stage: Extract<Stage, { at: 'done' }>
  readonly onAgain: () => void
  /** Checks the same file again, to go on with it. */
  readonly onRest: () => void
}

/** What became of the file. */
export function ImportDone({ stage: { chosen, report }, onAgain, onRest }: Props) {
  const { counts, done } = report
  const another = (
    <Button size="small" onClick={onAgain}>
      Another file
    </Button>
  )
  return (
    <>
      {done ? (
        <Note
          kind={counts.bad === 0 ? 'confirms' : 'tells'}
          role="status"
          title={`${chosen.name} is in the catalogue${counts.bad === 0 ? '' : `, but for ${rowsOf(counts.bad)} that somebody saved meanwhile`}.`}
          actions={
            <>
              <LinkButton to="/admin/products" size="small">
                See the products
              </LinkButton>
              {another}
            </>
          }
        >
          {summary(counts)} Every screen shows it.
        </Note>
      ) : (
        <Note
          role="status"
          title={`${chosen.name} was stopped.`}
          actions={
            <>
              <Button size="small" onClick={onRest}>
                Check the rest
              </Button>
              {another}
            </>
          }
        >
          {summary(counts)} What is written stays, and is not made twice.
        </Note>
      )}
      <Rows report={report} />
    </>
  )
}
