import { useCallback, useEffect, useState } from 'react'
import { Pincode } from '../../contract/delivery.ts'
import { seatBase } from '../live/api.ts'

const place = () => `cakewire.pincode${seatBase()}`

/** Where this browser had cakes brought last, or asked about; '' when it never did. */
export function readPincode(): string {
  try {
    const kept = Pincode.safeParse(window.localStorage.getItem(place()))
    return kept.success ? kept.data : ''
  } catch {
    return ''
  }
}

function keepPincode(pincode: string): void {
  try {
    window.localStorage.setItem(place(), pincode)
  } catch {
    // Then it is asked again.
  }
}

/** The one of this browser; '' until it is known, and where there is none. */
export function usePincode(): readonly [pincode: string, keep: (pincode: string) => void] {
  const [pincode, setPincode] = useState('')
  useEffect(() => setPincode(readPincode()), [])
  const keep = useCallback((next: string) => {
    keepPincode(next)
    setPincode(next)
  }, [])
  return [pincode, keep]
}
