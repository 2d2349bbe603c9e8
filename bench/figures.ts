import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import os from 'node:os'

export const quantile = (values: readonly number[], q: number): number => {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN
}
export const median = (values: readonly number[]): number => quantile(values, 0.5)

/** One number of the shop, beside the baseline's where it has one. Every round is kept. */
export type Figure = {
  readonly name: string
  readonly unit: 'ms' | 'µs' | 'MiB' | 's' | 'bytes'
  readonly shop: readonly number[]
  readonly baseline?: readonly number[]
  /** The shop's median may be at most this: times the baseline's, or as it is. */
  readonly target?: { readonly times: number } | { readonly most: number }
}

const round = (value: number): number => (value >= 1000 ? Math.round(value) : Number(value.toPrecision(3)))

function judge({ shop, baseline, target }: Figure): { ratio?: number; target?: string; met?: boolean } {
  const ratio = baseline === undefined ? {} : { ratio: round(median(shop) / median(baseline)) }
  if (target === undefined) return ratio
  if ('most' in target) return { ...ratio, target: `≤ ${target.most}`, met: median(shop) <= target.most }
  return { ...ratio, target: `≤ ${target.times} ×`, met: median(shop) <= target.times * median(baseline ?? []) }
}

export function printFigures(figures: readonly Figure[], about: object): void {
  const rows = figures.map((figure) => {
    const { ratio, target, met } = judge(figure)
    const show = (values: readonly number[] | undefined) => (values === undefined ? '' : `${round(median(values))} ${figure.unit}`)
    const verdict = met === undefined ? '' : met ? 'met' : 'missed'
    return [figure.name, show(figure.shop), show(figure.baseline), ratio === undefined ? '' : `${ratio} ×`, target ?? '', verdict]
  })
  const table = [['', 'shop', 'baseline', 'ratio', 'target', ''], ...rows]
  const widths = table[0]?.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0))) ?? []
  for (const row of table)
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
  console.log()
  for (const figure of figures) {
    const { name, unit, shop, baseline } = figure
    const rounds = { shop: shop.map(round), ...(baseline && { baseline: baseline.map(round) }) }
    const medians = { shop: round(median(shop)), ...(baseline && { baseline: round(median(baseline)) }) }
    console.log(JSON.stringify({ figure: name, unit, ...medians, ...judge(figure), rounds, ...about }))
  }
}

/** What a figure depends on besides the program. */
export function machine(): object {
  const cpu = os.cpus()[0]?.model.trim() ?? 'unknown'
  return {
    cpu,
    cores: os.availableParallelism(),
    memoryGiB: Math.round(os.totalmem() / 2 ** 30),
    os: `${os.type()} ${os.release()}`,
    node: process.versions.node,
    commit: commit(),
    /** Of the minute before the bench: what else the machine was doing. */
    load: Math.round((os.loadavg()[0] ?? 0) * 10) / 10,
  }
}

function commit(): string {
  try {
    const changed = execFileSync('git', ['status', '--porcelain', '--untracked-files=no'], { encoding: 'utf8' }).trim() !== ''
    return `${execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()}${changed ? '+changes' : ''}`
  } catch {
    return 'unknown'
  }
}

export const versionOf = (name: string): string =>
  (JSON.parse(readFileSync(new URL(`../node_modules/${name}/package.json`, import.meta.url), 'utf8')) as { version: string }).version
