import { data } from 'react-router'

export function loader(): never {
  throw data(null, { status: 404 })
}

/** Never shown: the shell's error boundary answers. */
export default function NotFoundPage() {
  return null
}
