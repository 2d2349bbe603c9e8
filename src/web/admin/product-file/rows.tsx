import { useState } from 'react'
import { type ImportReport, type ImportRow, ROW_FATES } from '../../../contract/product-file.ts'
import { Button } from '../../ui/button.tsx'
import { Tag, type Tone } from '../../ui/tag.tsx'

type Fate = ImportRow['fate']

export const FATE_WORDS: Record<Fate, string> = { bad: 'bad', left: 'not written', create: 'new', change: 'changed', same: 'as it is' }
const TONES: Record<Fate, Tone> = { bad: 'anaar', left: 'plain', create: 'pista', change: 'haldi', same: 'plain' }

const STEP = 100
const cell = 'max-lg:block max-lg:p-0 lg:px-3 lg:py-2.5 align-top'
const chip =
  'inline-flex min-h-11 items-center whitespace-nowrap rounded-full bg-surface px-4 font-[650] text-sm shadow-[inset_0_0_0_1.5px_var(--line)] hover:bg-sunken aria-pressed:bg-solid aria-pressed:text-on-solid aria-pressed:shadow-none'

/** What becomes of each row of a file, bad ones first. */
export function Rows({ report: { rows, counts } }: { report: ImportReport }) {
  const [fate, setFate] = useState<Fate | null>(null)
  const [most, setMost] = useState(STEP)
  const fates = ROW_FATES.filter((each) => (counts[each] ?? 0) > 0)
  const wanted = (fate === null ? fates : [fate]).flatMap((each) => rows.filter((row) => row.fate === each))
  const show = (next: Fate | null) => {
    setFate(next)
    setMost(STEP)
  }
  return (
    <section aria-label="Rows of the file" className="flex flex-col gap-3">
      <fieldset className="flex flex-wrap gap-2">
        <legend className="sr-only">Show rows that are</legend>
        {[null, ...fates].map((each) => (
          <button key={each} type="button" aria-pressed={fate === each} className={chip} onClick={() => show(each)}>
            {each === null ? `All ${rows.length}` : `${counts[each]} ${FATE_WORDS[each]}`}
          </button>
        ))}
      </fieldset>
      <table aria-label="Rows" className="w-full max-lg:block lg:rounded-md lg:bg-surface lg:shadow-1">
        <thead className="max-lg:sr-only">
          <tr className="text-left text-ink-2 text-sm">
            {['Line', 'Product', 'It is', 'What'].map((head) => (
              <th key={head} scope="col" className="px-3 py-2.5 font-semibold">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="max-lg:flex max-lg:flex-col max-lg:gap-3">
          {wanted.slice(0, most).map((row) => (
            <Row key={row.line} row={row} />
          ))}
        </tbody>
      </table>
      {wanted.length > most && (
        <Button className="self-start" onClick={() => setMost(most + STEP)}>
          Show {Math.min(STEP, wanted.length - most)} more of {wanted.length}
        </Button>
      )}
    </section>
  )
}

function Row({ row: { line, name, fate, issues, changes } }: { row: ImportRow }) {
  return (
    <tr className="max-lg:flex max-lg:flex-wrap max-lg:items-center max-lg:gap-x-3 max-lg:gap-y-1 max-lg:rounded-md max-lg:bg-surface max-lg:p-4 max-lg:shadow-1 lg:border-line lg:border-t">
      <td className={`${cell} num text-ink-2`}>
        <span className="lg:sr-only">Line </span>
        {line}
      </td>
      <th scope="row" className={`${cell} break-words text-left font-semibold lg:min-w-48 lg:max-w-64`}>
        {name === '' ? <span className="text-ink-2">Without a name</span> : name}
      </th>
      <td className={cell}>
        <Tag tone={TONES[fate]}>{FATE_WORDS[fate]}</Tag>
      </td>
      <td className={`${cell} w-full text-sm`}>
        {issues.length > 0 && (
          <ul className="flex flex-col gap-1">
            {issues.map(({ column, message }) => (
              <li key={`${column} ${message}`}>
                {column !== '' && <b className="font-mono font-semibold">{column}</b>} {message}.
              </li>
            ))}
          </ul>
        )}
        {changes.length > 0 && <Changes changes={changes} isNew={fate === 'create'} />}
      </td>
    </tr>
  )
}

const MOST_OPEN = 4

function Changes({ changes, isNew }: { changes: ImportRow['changes']; isNew: boolean }) {
  const list = (
    <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1">
      {changes.map(({ column, before, after }) => (
        <div key={column} className="contents">
          <dt className="font-mono text-ink-2">{column}</dt>
          <dd className="min-w-0 whitespace-pre-wrap break-words">
            {!isNew && (
              <>
                <span className="sr-only">from </span>
                <del className="text-ink-2">{before === '' ? 'empty' : before}</del>
                <span aria-hidden="true"> → </span>
                <span className="sr-only"> to </span>
              </>
            )}
            {after === '' ? 'empty' : after}
          </dd>
        </div>
      ))}
    </dl>
  )
  if (changes.length <= MOST_OPEN) return list
  return (
    <details>
      <summary className="cursor-pointer font-semibold max-lg:py-2.5">{changes.length} fields</summary>
      {list}
    </details>
  )
}
