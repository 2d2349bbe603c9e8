import type { FastifyInstance } from 'fastify'

/** What the router knows, each as `GET /api/orders/:id`. Read off its printed tree: the router has no list. */
export function registeredRoutes(http: FastifyInstance): string[] {
  const found: string[] = []
  const above: string[] = []
  for (const line of http.printRoutes({ commonPrefix: false }).split('\n')) {
    const [, branch = '', part = '', methods = ''] = /^(.*?[├└]── )(\S+)(?: \(([A-Z, ]+)\))?$/.exec(line) ?? []
    if (part === '') continue
    const depth = branch.length / 4 - 1
    above.length = depth
    above.push(part)
    for (const method of methods.split(', ').filter(Boolean)) found.push(`${method} ${above.join('').replace('//', '/')}`)
  }
  return found
}
