/** Where a page of a list begins, as its URL says. A mark that somebody mistyped opens the first page. */
export function readMark(params: URLSearchParams): { readonly after?: string } {
  const after = params.get('after')
  return after !== null && /^[A-Za-z0-9_-]{1,3000}$/.test(after) ? { after } : {}
}
