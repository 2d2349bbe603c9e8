import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The package's root: every command runs there, from wherever it was called. */
export const root = fileURLToPath(new URL('..', import.meta.url))

/** A command of a package that is installed here, as `node` and its program. */
export const tools = {
  tsc: ['node_modules/@typescript/native/bin/tsc'],
  reactRouter: ['node_modules/@react-router/dev/bin.js'],
  biome: ['node_modules/@biomejs/biome/bin/biome'],
  knip: ['node_modules/knip/bin/knip.js'],
  vitest: ['node_modules/vitest/vitest.mjs'],
  playwright: ['node_modules/@playwright/test/cli.js'],
}

/** A failure whose message says it all. */
export class StepFailed extends Error {
  /** @override */
  name = 'StepFailed'
}

/** Errors for the person at the keyboard, ours and the server's: no stack helps them. */
const PLAIN = ['StepFailed', 'ConfigError', 'EmbeddedDatabaseError']

/**
 * Runs one step with a line that tells its seconds.
 * @template T
 * @param {string} label
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(label, work) {
  const began = performance.now()
  process.stdout.write(`${label} … `)
  try {
    const result = await work()
    process.stdout.write(`${seconds(began)}\n`)
    return result
  } catch (error) {
    process.stdout.write(`failed after ${seconds(began)}\n`)
    throw error
  }
}

/** @param {number} began */
function seconds(began) {
  return `${((performance.now() - began) / 1000).toFixed(1)} s`
}

/**
 * Runs a program, keeping what it says to itself unless it fails.
 * @param {string[]} command
 * @param {{ env?: Record<string, string>, cwd?: string, loud?: boolean, shell?: boolean, uid?: number, gid?: number }} [options]
 * @returns {Promise<{ code: number, output: string }>}
 */
export async function run(command, { env = {}, cwd = root, loud = false, shell = false, ...account } = {}) {
  const [program = '', ...rest] = command
  const child = spawn(program, rest, {
    cwd,
    env: { ...process.env, ...env },
    stdio: loud ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
    shell,
    ...account,
  })
  let output = ''
  child.stdout?.on('data', (chunk) => (output += chunk))
  child.stderr?.on('data', (chunk) => (output += chunk))
  return await new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: 1, output: `${output}${error.message}\n` }))
    child.once('close', (code) => resolve({ code: code ?? 1, output }))
  })
}

/**
 * Runs a tool of `node_modules` and throws what it said when it fails.
 * @param {keyof typeof tools} tool
 * @param {string[]} rest
 */
export async function must(tool, rest) {
  const { code, output } = await run(node(tool, rest))
  if (code !== 0) throw new StepFailed(output.trim())
}

/**
 * @param {keyof typeof tools} tool
 * @param {string[]} rest
 */
export function node(tool, rest) {
  return [process.execPath, ...tools[tool].map((path) => join(root, path)), ...rest]
}

/**
 * The whole of a command: its failures are printed without a stack and end in exit code 1.
 * @param {() => Promise<number | void>} work
 */
export async function command(work) {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19)) {
    console.error(`Cakewire needs Node.js 20.19 or newer; this is ${process.versions.node}.`)
    process.exit(1)
  }
  try {
    const code = await work()
    if (code) process.exitCode = code
  } catch (error) {
    console.error(error instanceof Error && PLAIN.includes(error.name) ? error.message : error)
    process.exitCode = 1
  }
}
