// One thing in a cell is written in parts: `1 kg | x1.9 | servings: serves 8–10`. A bar or a backslash in a text has a backslash before it.

export const joinParts = (parts: readonly string[]): string => parts.map((part) => part.replace(/[\\|]/g, '\\$&')).join(' | ')

export const splitParts = (text: string): string[] =>
  [...`|${text}`.matchAll(/\|((?:\\.?|[^\\|])*)/gs)].map(([, part = '']) => part.replace(/\\(.)/gs, '$1').trim())
