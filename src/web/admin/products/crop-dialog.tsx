import { type PointerEvent, useState } from 'react'
import type { Moment } from '../../ui/button.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { cropOf, type Frame, pushed, type Shape, WHOLE } from './crop.ts'

const SHAPE_WORDS: Record<Shape, string> = { square: 'Square', landscape: '4 : 3' }
const SLIDERS = [
  ['size', 'Size', 0.2],
  ['x', 'Left to right', 0],
  ['y', 'Top to bottom', 0],
] as const

const percent = (share: number): string => `${Math.round(share * 10_000) / 100}%`

type Props = {
  /** An address of the picture in this browser. */
  readonly src: string
  readonly moment: Moment
  /** Why it was not taken. */
  readonly problem: string | null
  readonly onCrop: (crop: string) => void
  readonly onClose: () => void
}

/** What part of a photo the shop shows: dragged, or set with three sliders. */
export function CropDialog({ src, moment, problem, onCrop, onClose }: Props) {
  const [frame, setFrame] = useState<Frame>(WHOLE)
  const [picture, setPicture] = useState<{ width: number; height: number } | null>(null)
  const [broken, setBroken] = useState(false)
  const crop = picture === null ? null : cropOf(picture, frame)
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    if (picture === null || !event.currentTarget.hasPointerCapture(event.pointerId)) return
    const scale = picture.width / event.currentTarget.clientWidth
    setFrame((before) => pushed(picture, before, event.movementX * scale, event.movementY * scale))
  }
  const sentence = broken ? 'This browser cannot show the file. Save it as a JPEG and try again.' : problem
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Cut the photo"
      description="Cards show it square; the bright part is kept. Drag it, or use the sliders."
      footer={
        <>
          <Button
            kind="primary"
            moment={moment === 'done' ? 'idle' : moment}
            pendingLabel="Uploading"
            disabled={crop === null}
            onClick={() => crop !== null && onCrop([crop.left, crop.top, crop.width, crop.height].join(','))}
          >
            Use this photo
          </Button>
          <Button onClick={onClose}>Leave it</Button>
        </>
      }
    >
      <div
        className="relative mx-auto w-fit max-w-full cursor-move touch-none select-none overflow-hidden rounded-md"
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={drag}
      >
        <img
          src={src}
          alt="What you chose"
          draggable={false}
          className="block max-h-[40dvh] max-w-full"
          onLoad={({ currentTarget: { naturalWidth: width, naturalHeight: height } }) => setPicture({ width, height })}
          onError={() => setBroken(true)}
        />
        {crop !== null && picture !== null && (
          <div
            className="pointer-events-none absolute rounded-sm shadow-[0_0_0_9999px_var(--scrim)] outline-3 outline-surface"
            style={{
              left: percent(crop.left / picture.width),
              top: percent(crop.top / picture.height),
              width: percent(crop.width / picture.width),
              height: percent(crop.height / picture.height),
            }}
          />
        )}
      </div>
      <fieldset className="mt-4 flex flex-wrap gap-x-6">
        <legend className="font-[650] text-sm">Shape</legend>
        {(Object.keys(SHAPE_WORDS) as Shape[]).map((shape) => (
          <label key={shape} className="inline-flex min-h-11 items-center gap-2">
            <input
              type="radio"
              name="shape"
              className="size-5 accent-[var(--solid)]"
              checked={frame.shape === shape}
              onChange={() => setFrame({ ...frame, shape })}
            />
            {SHAPE_WORDS[shape]}
          </label>
        ))}
      </fieldset>
      {SLIDERS.map(([key, words, min]) => (
        <label key={key} className="flex min-h-11 items-center gap-3">
          <span className="w-28 text-sm">{words}</span>
          <input
            type="range"
            min={min}
            max={1}
            step={0.01}
            value={frame[key]}
            onChange={({ target }) => setFrame({ ...frame, [key]: Number(target.value) })}
            className="h-11 min-w-0 flex-1 accent-[var(--solid)]"
          />
        </label>
      ))}
      {sentence !== null && (
        <p role="alert" className="mt-2 font-semibold text-anaar-ink">
          {sentence}
        </p>
      )}
    </Dialog>
  )
}
