import { useEffect } from 'react'
import { type UseFormReturn, useForm } from 'react-hook-form'
import { DRAFT_FIELDS, type Draft, readDraft, writeDraft } from './draft.ts'

/**
 * The fields, which outlive a reload of this tab. Their values are those on screen, so what was typed before the page woke up counts too.
 */
export function useCheckoutForm(): UseFormReturn<Draft> {
  const form = useForm<Draft>({ mode: 'onTouched' })
  const { getValues, setValue, watch } = form
  useEffect(() => {
    const kept = readDraft()
    for (const field of DRAFT_FIELDS) {
      const typed = kept[field] ?? ''
      if (typed !== '' && !getValues(field)) setValue(field, typed)
    }
    const { unsubscribe } = watch((draft) => writeDraft(draft as Partial<Draft>))
    return unsubscribe
  }, [getValues, setValue, watch])
  return form
}
