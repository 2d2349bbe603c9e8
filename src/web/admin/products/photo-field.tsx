import { ImageUp, Trash2 } from 'lucide-react'
import { useEffect, useId, useState } from 'react'
import type { UseFormRegister, UseFormSetValue } from 'react-hook-form'
import { PICTURE_BYTES, PICTURE_TYPES, type Picture } from '../../../contract/picture.ts'
import { isPhoto } from '../../cake/picture.tsx'
import { api } from '../../live/api.ts'
import { useCall } from '../../live/use-call.ts'
import { Button } from '../../ui/button.tsx'
import { buttonStyle } from '../../ui/button-style.ts'
import { TextField } from '../../ui/field.tsx'
import { CropDialog } from './crop-dialog.tsx'
import type { Draft } from './draft.ts'

type Props = {
  readonly image: string
  readonly register: UseFormRegister<Draft>
  readonly setValue: UseFormSetValue<Draft>
  /** What the server says against the words. */
  readonly error: string | undefined
}

/** A photo of the product instead of its drawing. It is stored at once and used when the product is saved. */
export function PhotoField({ image, register, setValue, error }: Props) {
  const id = useId()
  const { file, src, choose } = useChosenFile()
  const { run, moment, problem, clear } = useCall()
  const close = () => {
    choose(null)
    clear()
  }
  const tooLarge = file !== null && file.size > PICTURE_BYTES
  const send = async (crop: string) => {
    if (file === null || tooLarge) return
    const answer = await run(() => api<Picture>('POST', `/api/pictures?kind=product&crop=${crop}`, file))
    if (!answer.ok) return
    setValue('image', answer.data.path, { shouldDirty: true })
    choose(null)
  }
  return (
    <div className="flex flex-col gap-3 sm:col-span-2">
      <div className="flex flex-wrap items-center gap-3">
        <label htmlFor={id} className={buttonStyle('outline', 'normal', 'cursor-pointer has-focus-visible:outline-3')}>
          <ImageUp className="size-5" aria-hidden="true" />
          {isPhoto(image) ? 'Another photo' : 'Upload a photo'}
          <input
            id={id}
            type="file"
            accept={PICTURE_TYPES.join(',')}
            className="sr-only"
            onChange={({ target }) => {
              choose(target.files?.[0] ?? null)
              // So that the same file can be chosen again.
              target.value = ''
            }}
          />
        </label>
        {isPhoto(image) && (
          <Button kind="quiet" onClick={() => setValue('image', '', { shouldDirty: true })}>
            <Trash2 className="size-5" aria-hidden="true" />
            Take it away
          </Button>
        )}
      </div>
      {image !== '' && (
        <TextField
          label="What the picture shows"
          hint="For those who cannot see it. Empty: the name says enough."
          autoComplete="off"
          {...register('imageAlt')}
          error={error}
        />
      )}
      {src !== null && (
        <CropDialog
          src={src}
          moment={moment}
          problem={tooLarge ? 'A photo may have at most 10 MB.' : (problem?.message ?? null)}
          onCrop={(crop) => void send(crop)}
          onClose={close}
        />
      )}
    </div>
  )
}

/** A file of this browser and an address to show it by. */
function useChosenFile() {
  const [file, choose] = useState<File | null>(null)
  const [src, setSrc] = useState<string | null>(null)
  useEffect(() => {
    if (file === null) return setSrc(null)
    const url = URL.createObjectURL(file)
    setSrc(url)
    return () => URL.revokeObjectURL(url)
  }, [file])
  return { file, src, choose }
}
