/** What a `upi://pay` link asks for, as its text says it. */
export type Asked = { readonly upiId: string; readonly name: string }

/** Browsers disagree on the host of a scheme that they do not know: only what stands after the question mark is read. */
export function readPayLink(link: string): Asked {
  const asked = new URLSearchParams(link.slice(link.indexOf('?') + 1))
  return { upiId: asked.get('pa') ?? '', name: asked.get('pn') ?? '' }
}
