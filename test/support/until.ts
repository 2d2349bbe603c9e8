/** Waits for a condition, looking again every few milliseconds. @throws when it does not hold after `patience` ms */
export async function until<T>(what: string, look: () => T | Promise<T>, patience = 30_000): Promise<NonNullable<T>> {
  const end = performance.now() + patience
  for (;;) {
    const seen = await look()
    if (seen !== false && seen !== null && seen !== undefined) return seen
    if (performance.now() > end) throw new Error(`Waited ${patience} ms in vain until ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
