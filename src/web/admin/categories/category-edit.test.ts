import { expect, test } from 'vitest'
import { draftOf, editOf, overtaken, withChange } from './category-edit.ts'
import type { Category } from './menu-input.ts'

const CAKES: Category = { _id: 'c', name: 'Cakes', description: '', hidden: false, subcategories: [{ _id: 's', name: 'Plain' }] }
const opened = editOf(CAKES)

test('what is not changed here follows what others save; what is set back is not changed', () => {
  const renamed = withChange(opened, { name: 'Tortes' })
  const now = [{ ...CAKES, name: 'Gateaux', hidden: true }]
  expect(draftOf(renamed, now)).toMatchObject({ name: 'Tortes', hidden: true })
  const back = withChange(renamed, { name: 'Cakes' })
  expect(draftOf(back, now).name).toBe('Gateaux')
  expect(overtaken(back, now)).toBeNull()
})

test('what both changed is said once, and then what is wanted here stands', () => {
  const now = [{ ...CAKES, name: 'Gateaux' }]
  const late = overtaken(withChange(opened, { name: 'Tortes' }), now)
  expect(late?.says).toContain('the name to “Gateaux”')
  expect(late && overtaken(late, now)).toBeNull()
  expect(late && draftOf(late, now).name).toBe('Tortes')
  expect(overtaken(withChange(opened, { name: 'Gateaux' }), now)).toBeNull()
})

test('subcategories are one field; one that is gone meanwhile is made anew', () => {
  const more = withChange(opened, { subcategories: [...CAKES.subcategories, { name: 'Iced' }] })
  const now = [{ ...CAKES, subcategories: [{ _id: 't', name: 'Filled' }] }]
  const late = overtaken(more, now)
  expect(late?.says).toContain('“Filled”')
  expect(late && draftOf(late, now).subcategories).toEqual([{ name: 'Plain' }, { name: 'Iced' }])
})

test('a category that is gone is made anew only after that was said', () => {
  const late = overtaken(opened, [])
  expect(late?.says).toContain('deleted')
  expect(late && overtaken(late, [])).toBeNull()
  expect(late && draftOf(late, [])).toEqual({ name: 'Cakes', description: '', hidden: false, subcategories: [{ name: 'Plain' }] })
})
