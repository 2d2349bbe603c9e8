const HERE = 'http://shop.invalid'

/** Who has signed in has nothing to do there any more. */
const BEFORE_SIGN_IN = new Set(['/login', '/register', '/setup', '/new-password'])

/** Where to go after sign-in: `next` when it is a path of this shop, else null. Read as a browser reads it: `/\evil.example` is another site. */
export function nextPath(next: string | null): string | null {
  if (next === null || !next.startsWith('/') || !URL.canParse(next, HERE)) return null
  const { origin, pathname, search, hash } = new URL(next, HERE)
  // `/.//evil.example` stays here while it is read, and becomes `//evil.example`.
  if (origin !== HERE || pathname.startsWith('//')) return null
  return BEFORE_SIGN_IN.has(pathname) ? null : pathname + search + hash
}
