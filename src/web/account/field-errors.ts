import type { FieldValues, Path, UseFormSetError } from 'react-hook-form'
import type { Problem } from '../../contract/refusal.ts'

/** The schema's own words, as a page says them. */
export const asSentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}${text.endsWith('.') ? '' : '.'}`

/**
 * Puts what the server refused beside its fields.
 * @returns what belongs to no field, as a sentence; null when everything found its place
 */
export function placeErrors<Form extends FieldValues>(
  problem: Problem,
  fields: readonly Path<Form>[],
  setError: UseFormSetError<Form>,
): string | null {
  const placed = (problem.issues ?? []).flatMap(({ path, message }) => {
    const field = fields.find((name) => path === `body/${name}` || path.startsWith(`body/${name}/`))
    return field === undefined ? [] : [{ field, message }]
  })
  for (const [index, { field, message }] of placed.entries()) {
    setError(field, { type: 'server', message: asSentence(message) }, { shouldFocus: index === 0 })
  }
  return placed.length > 0 && placed.length === problem.issues?.length ? null : problem.message
}
