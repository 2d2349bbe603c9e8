import { ensureBuilt } from '../../scripts/build.mjs'

/** Before the workers start: each opens a shop, and two that build at once break each other's. */
// biome-ignore lint/style/noDefaultExport: Playwright calls it
export default (): Promise<void> => ensureBuilt()
