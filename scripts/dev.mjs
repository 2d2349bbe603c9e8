import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { watch } from 'node:fs'
import { join } from 'node:path'
import { command, root } from './steps.mjs'

/** The shop, built and started again after each change of a source; `start` builds only the part that changed. */
await command(async () => {
  let child = startShop()
  let restarting = Promise.resolve()
  let timer = setTimeout(() => undefined)
  const watcher = watch(join(root, 'src'), { recursive: true }, (_event, file) => {
    if (file === null || /\.test\.tsx?$/.test(file)) return
    clearTimeout(timer)
    timer = setTimeout(() => {
      restarting = restarting.then(async () => {
        await stop(child)
        child = startShop()
      })
    }, 200)
  })
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
    process.once(signal, () => {
      clearTimeout(timer)
      watcher.close()
      restarting = restarting.then(() => stop(child))
    })
  }
})

function startShop() {
  return spawn(process.execPath, [join(root, 'scripts/start.mjs')], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], detached: true })
}

/** @param {import('node:child_process').ChildProcess} child */
async function stop(child) {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGTERM')
  await gone
}
