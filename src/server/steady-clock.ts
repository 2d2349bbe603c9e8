const ORIGIN = Date.now() - performance.now()

/** The time of day, in milliseconds, as it goes on from the start of this process: it does not jump when somebody sets the machine's clock. */
export const steadyNow = (): number => ORIGIN + performance.now()
