import { refuse } from '../refusal.ts'

/**
 * The version that an editor was opened at, from the body or from `If-Match` (a product's ETag, or its bare version).
 * @returns undefined when it does not say
 */
export function seenVersion(ifMatch: string | undefined, inBody: number | undefined): number | undefined {
  const inHeader = ifMatch === undefined || ifMatch.trim() === '*' ? undefined : readMatch(ifMatch)
  if (inHeader !== undefined && inBody !== undefined && inHeader !== inBody) invalid('says another version than the body')
  return inBody ?? inHeader
}

function readMatch(ifMatch: string): number {
  const [, quoted, bare] = /^(?:W\/)?"(\d{1,9})(?:\.[\w-]+)?"$|^(\d{1,9})$/.exec(ifMatch.trim()) ?? []
  return Number(quoted ?? bare ?? invalid('must be a version of this product'))
}

const invalid = (message: string): never => refuse('request.invalid', { issues: [{ path: 'headers/if-match', message }] })
