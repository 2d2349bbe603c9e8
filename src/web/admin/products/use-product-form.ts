import { useCallback, useEffect, useRef, useState } from 'react'
import { useForm } from 'react-hook-form'
import type { AdminProduct } from '../../../contract/product.ts'
import { knownProduct } from '../../live/known.ts'
import { useLive } from '../../live/live-provider.tsx'
import { useCall } from '../../live/use-call.ts'
import { useEntity } from '../../live/use-entities.ts'
import { creation } from './create-product.ts'
import { type Draft, draftOf, EMPTY, type Field, formPath, type Issue, inputOf } from './draft.ts'
import { differing, FIELDS, merge, same } from './merge.ts'
import { saveProduct } from './save-product.ts'

export type Side = 'yours' | 'theirs'
export type Clash = { readonly theirs: AdminProduct; readonly fields: readonly Field[]; readonly kept: readonly Field[] }
/** Somebody saved while this editor was open, and nothing clashed. */
export type Taken = { readonly at: string; readonly fields: readonly Field[] }

/**
 * The editor's form, live. What somebody else saves meanwhile is taken over field by field where nothing was typed here; where
 * both changed the same field, it is asked (`clash`). Nothing typed is lost, and nothing is saved over what was not seen.
 */
export function useProductForm(loaded: AdminProduct | null, onCreated: (id: string) => void) {
  const { store } = useLive()
  const live = useEntity<AdminProduct>(loaded === null ? null : `product:${loaded._id}`, loaded)
  const [start] = useState(() => (loaded === null ? EMPTY : draftOf(loaded)))
  const form = useForm<Draft>({ defaultValues: structuredClone(start) })
  const [base, setBase] = useState<Draft>(start)
  const version = useRef(loaded?.version ?? 0)
  const [clash, setClash] = useState<Clash | null>(null)
  const [taken, setTaken] = useState<Taken | null>(null)
  const { run, moment, problem } = useCall()
  const [create] = useState(creation)

  const put = useCallback(
    (from: Draft, fields: readonly Field[]) => {
      for (const field of fields) form.setValue(field, structuredClone(from[field]) as never)
    },
    [form],
  )

  /** Brings what somebody else saved into the form. */
  const takeIn = useCallback(
    (theirs: AdminProduct) => {
      const draft = draftOf(theirs)
      const found = merge(base, form.getValues(), draft)
      put(draft, found.onlyTheirs)
      if (found.onlyTheirs.length > 0) setTaken({ at: theirs.updatedAt, fields: found.onlyTheirs })
      if (found.conflicts.length > 0) {
        setBase(withFields(base, draft, found.onlyTheirs))
        setClash({ theirs, fields: found.conflicts, kept: found.onlyYours })
      } else {
        setBase(draft)
        setClash(null)
      }
      version.current = theirs.version
    },
    [base, form, put],
  )
  useEffect(() => {
    // While a save is on its way the news may be of it: its answer tells which.
    if (moment !== 'pending' && live !== null && live.version > version.current) takeIn(live)
  }, [live, takeIn, moment])

  const settle = (choice: Partial<Record<Field, Side>>) => {
    if (clash === null) return
    const draft = draftOf(clash.theirs)
    put(
      draft,
      clash.fields.filter((field) => choice[field] === 'theirs'),
    )
    setBase(draft)
    setClash(null)
  }

  const showIssues = (issues: readonly Issue[]) => {
    for (const { path, message } of issues) form.setError((path === '' ? 'root' : path) as 'root', { type: 'server', message })
    const [first] = issues
    if (first !== undefined && first.path !== '') form.setFocus(first.path as Field)
  }

  /** `settled`: the clash has just been answered. */
  const save = async (settled = false) => {
    if (moment === 'pending' || (clash !== null && !settled)) return
    form.clearErrors()
    const sent = structuredClone(form.getValues())
    const { input, issues } = inputOf(sent)
    if (input === null) return showIssues(issues)
    const answer = await run(() => (loaded === null ? create(input) : saveProduct(loaded._id, input, version.current)))
    if (answer.ok) {
      const saved = draftOf(answer.data)
      const now = form.getValues()
      // What was typed while it was on its way stays.
      put(
        saved,
        FIELDS.filter((field) => same(now, sent, field) && !same(now, saved, field)),
      )
      version.current = Math.max(version.current, answer.data.version)
      setBase(saved)
      setTaken(null)
      store.learn([knownProduct(answer.data)])
      if (loaded === null) onCreated(answer.data._id)
      return
    }
    const { current, issues: found } = answer.problem as { current?: AdminProduct; issues?: readonly Issue[] }
    if (current) store.learn([knownProduct(current)])
    if (found !== undefined) showIssues(found.map((issue) => ({ ...issue, path: formPath(issue.path) })))
  }

  const values = form.watch()
  return { form, values, live, dirty: differing(values, base).length > 0, clash, settle, taken, save, moment, problem }
}

const withFields = (base: Draft, from: Draft, fields: readonly Field[]): Draft => ({
  ...base,
  ...Object.fromEntries(fields.map((field) => [field, from[field]])),
})
