export type PictureFormat = 'jpeg' | 'png' | 'webp' | 'avif'

const at = (bytes: Buffer, from: number, text: string): boolean =>
  bytes.subarray(from, from + text.length).equals(Buffer.from(text, 'latin1'))

/** What the bytes begin as; what a client calls them does not count. null: nothing that is taken. */
export function sniff(bytes: Buffer): PictureFormat | null {
  if (at(bytes, 0, '\xff\xd8\xff')) return 'jpeg'
  if (at(bytes, 0, '\x89PNG\r\n\x1a\n')) return 'png'
  if (at(bytes, 0, 'RIFF') && at(bytes, 8, 'WEBP')) return 'webp'
  return isAvif(bytes) ? 'avif' : null
}

/** A still one: its first box lists the brands, and `avis` is a film. */
function isAvif(bytes: Buffer): boolean {
  if (bytes.length < 16 || !at(bytes, 4, 'ftyp')) return false
  const end = Math.min(bytes.readUInt32BE(0), bytes.length, 256)
  const brands = Array.from({ length: Math.max(0, Math.floor((end - 8) / 4)) }, (_, i) => bytes.toString('latin1', 8 + 4 * i, 12 + 4 * i))
  return brands.includes('avif') && !brands.includes('avis')
}

/** An animated PNG says so in a chunk before its pixels, which decoders pass over. */
export const isAnimatedPng = (bytes: Buffer): boolean => {
  const pixels = bytes.indexOf('IDAT')
  return bytes.subarray(0, pixels === -1 ? bytes.length : pixels).includes('acTL')
}
