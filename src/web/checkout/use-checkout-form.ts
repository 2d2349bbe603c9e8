import { useEffect } from 'react'
import { type UseFormReturn, useForm } from 'react-hook-form'
import { readPincode } from '../delivery/pincode.ts'
import { DRAFT_FIELDS, type Draft, EMPTY_DRAFT, readDraft, writeDraft } from './draft.ts'

/**
 * The fields, which outlive a reload of this tab. Their values are those on screen, so what was typed before the page woke up counts too.
 * @param phone of the account
 */
export function useCheckoutForm(phone: string): UseFormReturn<Draft> {
  const form = useForm<Draft>({ mode: 'onTouched', defaultValues: { ...EMPTY_DRAFT, phone } })
  const { getValues, setValue, watch } = form
  useEffect(() => {
    const kept = { pincode: readPincode(), ...readDraft() }
    for (const field of DRAFT_FIELDS) {
      const typed = kept[field] ?? ''
      if (typed !== '' && getValues(field) === EMPTY_DRAFT[field]) setValue(field, typed as Draft[typeof field])
    }
    const { unsubscribe } = watch((draft) => writeDraft(draft as Partial<Draft>))
    return unsubscribe
  }, [getValues, setValue, watch])
  return form
}
