import type { UseFormRegister, UseFormSetValue } from 'react-hook-form'
import type { CakeDrawing } from '../../../domain/cake/draw-cake.ts'
import { FAMILIES, FINISHES, FLAVOUR_KEYS, lookOf, TOPPINGS } from '../../../domain/cake/palette.ts'
import { CakeSvg } from '../../cake/cake-svg.tsx'
import { drawingOf as drawnBy, fieldStyle } from '../../cake/drawing-of.ts'
import { isPhoto, ProductPicture } from '../../cake/picture.tsx'
import { SelectField } from '../../ui/field.tsx'
import { Switch } from '../../ui/switch.tsx'
import { type Draft, drawingOf } from './draft.ts'
import { PhotoField } from './photo-field.tsx'

const spoken = (key: string): string => `${key.charAt(0).toUpperCase()}${key.slice(1).replaceAll('-', ' ')}`

type Props = {
  readonly values: Draft
  /** The picture that is stored, to go back to. */
  readonly stored: string
  readonly register: UseFormRegister<Draft>
  readonly setValue: UseFormSetValue<Draft>
  /** What the server says against the picture's words. */
  readonly error: string | undefined
}

/** How the cake looks, drawn as it is chosen. */
export function DrawingFields({ values, stored, register, setValue, error }: Props) {
  const drawing = drawingOf(values.drawing)
  const shown = drawnBy({ name: values.name, drawing }) as CakeDrawing
  const drawn = values.image === ''
  // A picture that was made before would hide what is chosen here.
  const pick = (field: keyof Draft['drawing']) => ({
    ...register(`drawing.${field}`, {
      onChange: () => {
        setValue('image', '')
        if (field === 'family' && values.drawing.flavour === '') setValue('drawing.flavour', shown.flavour)
      },
    }),
  })
  return (
    <section aria-labelledby="drawing" className="rounded-md bg-surface p-5 shadow-1">
      <h2 id="drawing" className="mb-3 text-lg">
        Picture
      </h2>
      <div className="grid gap-5 sm:grid-cols-[11rem_1fr] xl:grid-cols-1">
        <div
          className="colour-field w-full max-w-64 self-start justify-self-center overflow-hidden rounded-md"
          style={fieldStyle(shown.flavour)}
        >
          {drawn ? (
            <CakeSvg {...shown} title={`${values.name || 'The cake'}, drawn`} />
          ) : (
            <ProductPicture product={{ name: values.name, image: values.image, drawing }} sizes="176px" />
          )}
        </div>
        <div className="grid content-start gap-3 sm:grid-cols-2">
          <SelectField label="Shape" {...pick('family')}>
            <option value="">By its name</option>
            {FAMILIES.map((key) => (
              <option key={key} value={key}>
                {spoken(key)}
              </option>
            ))}
          </SelectField>
          <SelectField label="Colours" {...pick('flavour')} disabled={drawing === null}>
            {values.drawing.flavour === '' && <option value="">By its name</option>}
            {FLAVOUR_KEYS.map((key) => (
              <option key={key} value={key}>
                {lookOf(key).name}
              </option>
            ))}
          </SelectField>
          <SelectField label="Finish" {...pick('finish')} disabled={drawing === null}>
            <option value="">As the flavour has it</option>
            {FINISHES.map((key) => (
              <option key={key} value={key}>
                {spoken(key)}
              </option>
            ))}
          </SelectField>
          <SelectField label="Topping" {...pick('topping')} disabled={drawing === null}>
            <option value="">As the flavour has it</option>
            {TOPPINGS.map((key) => (
              <option key={key} value={key}>
                {spoken(key)}
              </option>
            ))}
          </SelectField>
          {values.drawing.family === 'tiered' && (
            <SelectField label="Tiers" {...pick('tiers')}>
              {['', '1', '2', '3', '4'].map((count) => (
                <option key={count} value={count}>
                  {count || 'Two, as usual'}
                </option>
              ))}
            </SelectField>
          )}
          <PhotoField image={values.image} register={register} setValue={setValue} error={error} />
          {stored !== '' && !isPhoto(values.image) && (
            <div className="sm:col-span-2">
              <Switch checked={drawn} onChange={(wanted) => setValue('image', wanted ? '' : stored)}>
                <span className="text-sm">Draw it from these choices</span>
              </Switch>
              <p className="text-ink-2 text-sm">
                {drawn ? 'The stored picture is not shown.' : 'The stored picture is shown; a choice above draws it anew.'}
              </p>
            </div>
          )}
        </div>
      </div>
    </section>
  )
}
