const HERE = 'http://shop.invalid'

/** Where to go after sign-in: `next` when it is a path of this shop, else null. Read as a browser reads it: `/\evil.example` is another site. */
export function nextPath(next: string | null): string | null {
  if (next === null || !next.startsWith('/') || !URL.canParse(next, HERE)) return null
  const { origin, pathname, search, hash } = new URL(next, HERE)
  // `/.//evil.example` stays here while it is read, and becomes `//evil.example`.
  if (origin !== HERE || pathname.startsWith('//')) return null
  return pathname === '/login' || pathname === '/register' ? null : pathname + search + hash
}
