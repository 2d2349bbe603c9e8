import { ensureBuilt } from './build.mjs'
import { ensureInstalled } from './install.mjs'
import { command, root } from './steps.mjs'

await command(async () => {
  // npm runs this in the package's root, a service may not; DATA_DIR and the pages are relative to it
  process.chdir(root)
  await ensureInstalled()
  await ensureBuilt()
  process.env.NODE_ENV ??= 'production'
  const { main } = await import(new URL('../build/node/server/main.js', import.meta.url).href)
  await main()
})
