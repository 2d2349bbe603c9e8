import { ImagePlus, X } from 'lucide-react'
import { useId, useState } from 'react'
import { PICTURE_BYTES, PICTURE_TYPES, type Picture } from '../../contract/picture.ts'
import { api, seatBase } from '../live/api.ts'
import { Button } from '../ui/button.tsx'
import { buttonStyle } from '../ui/button-style.ts'

/** On its way until the shop has it. `onSent` is told its `<id> <path>`. */
export function useSending(onSent: (photo: string) => void) {
  const [flying, setFlying] = useState<AbortController | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const send = async (file: File | undefined) => {
    if (file === undefined) return
    setProblem(null)
    if (file.size > PICTURE_BYTES) return setProblem('This picture is larger than 10 MB. Choose a smaller one.')
    const upload = new AbortController()
    setFlying(upload)
    const answer = await api<Picture>('POST', '/api/pictures?kind=reference', file, { signal: upload.signal })
    if (upload.signal.aborted) return
    setFlying(null)
    if (answer.ok) onSent(`${answer.data._id} ${answer.data.path}`)
    else setProblem(answer.problem.message)
  }
  const leaveOut = () => {
    flying?.abort()
    setFlying(null)
  }
  return { busy: flying !== null, problem, send, leaveOut }
}

type Props = {
  /** `<id> <path>`; '' when none was sent. */
  readonly photo: string
  readonly sending: ReturnType<typeof useSending>
  readonly onTakeOff: () => void
}

/** A picture of what the cake should look like; only the buyer and the counter see it. */
export function ReferencePhoto({ photo, sending, onTakeOff }: Props) {
  const id = useId()
  const [, path] = photo.split(' ')
  return (
    <div className="flex flex-col gap-1.5">
      <p className="font-[650] text-sm" id={`${id}-label`}>
        A picture of what you have in mind <span className="font-normal text-ink-2">optional</span>
      </p>
      {path === undefined ? (
        <div className="flex flex-wrap items-center gap-3">
          <label
            className={buttonStyle('outline', 'normal', 'w-fit cursor-pointer has-focus-visible:outline-3 has-focus-visible:outline-haldi')}
          >
            <ImagePlus className="size-5" aria-hidden="true" />
            {sending.busy ? 'Sending …' : 'Choose a picture'}
            <input
              type="file"
              accept={PICTURE_TYPES.join(',')}
              className="sr-only"
              aria-labelledby={`${id}-label`}
              disabled={sending.busy}
              onChange={(event) => {
                void sending.send(event.target.files?.[0])
                event.target.value = ''
              }}
            />
          </label>
          {sending.busy && (
            <Button kind="quiet" onClick={sending.leaveOut}>
              <X className="size-5" aria-hidden="true" />
              Leave it out
            </Button>
          )}
        </div>
      ) : (
        <div className="flex items-center gap-3">
          <img src={`${seatBase()}${path}`} alt="What you have in mind" className="size-24 rounded-md object-cover" />
          <Button kind="quiet" onClick={onTakeOff}>
            <X className="size-5" aria-hidden="true" />
            Take it off
          </Button>
        </div>
      )}
      <p role="status" className="font-semibold text-anaar-ink text-sm empty:hidden">
        {sending.problem}
      </p>
      <p className="text-ink-3 text-sm">Only you and the shop see it.</p>
    </div>
  )
}
