import { MapPin } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { UseFormReturn } from 'react-hook-form'
import type { Address } from '../../contract/address.ts'
import { api } from '../live/api.ts'
import { useAccount } from '../root-data.ts'
import { Button } from '../ui/button.tsx'
import type { Draft } from './draft.ts'

/** Where this person had cakes brought before; one tap fills the fields. */
export function SavedAddresses({ form }: { form: UseFormReturn<Draft> }) {
  const account = useAccount()
  const [addresses, setAddresses] = useState<readonly Address[]>([])
  const person = account?._id
  useEffect(() => {
    if (person === undefined) return
    const ask = async () => {
      const answer = await api<Address[]>('GET', '/api/addresses')
      if (answer.ok) setAddresses(answer.data)
    }
    void ask()
  }, [person])
  if (addresses.length === 0) return null
  const use = ({ lines, pincode, phone, recipient }: Address) => {
    const fill = (field: keyof Draft, value: string) => form.setValue(field, value as never, { shouldValidate: true })
    fill('shippingAddress', lines)
    if (pincode !== '') fill('pincode', pincode)
    if (account !== null && recipient !== account.name) {
      fill('gift', 'yes')
      fill('recipientName', recipient)
      fill('recipientPhone', phone)
    } else if (form.getValues('phone') === '') fill('phone', phone)
  }
  return (
    <fieldset className="flex min-w-0 flex-wrap gap-2">
      <legend className="sr-only">Your addresses</legend>
      {addresses.map((address) => (
        <Button key={address._id} size="small" className="max-w-full" onClick={() => use(address)}>
          <MapPin className="size-4 shrink-0" aria-hidden="true" />
          <span className="truncate">
            {address.label !== '' && <b className="font-bold">{address.label}: </b>}
            {address.lines.split('\n')[0]}
          </span>
        </Button>
      ))}
    </fieldset>
  )
}
