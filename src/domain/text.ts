const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** In these every letter stands for itself, and asking the platform costs a hundred times as much. */
const PLAIN = /^[\n\x20-\x7e]*$/

/** What a reader counts as characters: "👩‍🍳" and "क्ष" are one each. */
export function countGraphemes(text: string): number {
  if (PLAIN.test(text)) return text.length
  let count = 0
  for (const _ of graphemes.segment(text)) count++
  return count
}

/** Room on the cake, in graphemes. */
export const MESSAGE_LENGTH = 40

// Control characters (but line breaks and tabs), lone surrogates, and the marks that reorder what a reader sees.
const FORBIDDEN = /(?![\t\n\r])\p{Cc}|\p{Cs}|[\u202a-\u202e\u2066-\u2069]/u

/** Plain text that can be stored and shown verbatim. */
export const isPlainText = (text: string): boolean => !FORBIDDEN.test(text)

/** One line: no line breaks or tabs either. */
export const isPlainLine = (text: string): boolean => isPlainText(text) && !/[\r\n\t\u0085\u2028\u2029]/.test(text)
