import { useEffect, useState } from 'react'
import { type UseFormReturn, useForm } from 'react-hook-form'
import { readPincode } from '../delivery/pincode.ts'
import { DRAFT_FIELDS, type Draft, EMPTY_DRAFT, readDraft, writeDraft } from './draft.ts'

/**
 * The fields, which outlive a reload of this tab. Their values are those on screen, so what was typed before the page woke up counts too.
 * @param phone of the account
 */
export function useCheckoutForm(phone: string): UseFormReturn<Draft> {
  const [defaults] = useState({ ...EMPTY_DRAFT, phone })
  const form = useForm<Draft>({ mode: 'onTouched', defaultValues: defaults })
  const { getValues, setValue, watch } = form
  useEffect(() => {
    const kept = { pincode: readPincode(), ...readDraft() }
    for (const field of DRAFT_FIELDS) {
      const typed = kept[field] ?? ''
      if (typed !== '' && getValues(field) === defaults[field]) setValue(field, typed as Draft[typeof field])
    }
    // Only what differs: what nobody typed is not to stand against a newer phone of the account, or a pincode asked about elsewhere.
    const { unsubscribe } = watch((draft) => {
      const typed = DRAFT_FIELDS.filter((field) => draft[field] !== defaults[field])
      writeDraft(Object.fromEntries(typed.map((field) => [field, draft[field]])))
    })
    return unsubscribe
  }, [defaults, getValues, setValue, watch])
  return form
}
