import { rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { look } from './peers/watch.mjs'

/** Loaded into the shop's process by the bench, to be asked how it is: on a socket beside its data, named after its pid. */
const path = `${process.env.BENCH_PROBE}.${process.pid}`
await rm(path, { force: true })
createServer((request, response) => response.end(JSON.stringify(look({ collect: request.url === '/collect' }))))
  .listen(path)
  .unref()
