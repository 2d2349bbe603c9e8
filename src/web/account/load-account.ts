import { data } from 'react-router'
import type { Me } from '../../contract/account.ts'
import type { PageShop } from '../../contract/page.ts'

/** Who is signed in. @throws a 401 for nobody and guests: the page then offers to sign in */
export function requireAccount({ viewer }: PageShop): Me {
  if (viewer === null || viewer.role === 'guest') throw data({ code: 'auth.required', message: 'Sign in first.' }, { status: 401 })
  return viewer
}
