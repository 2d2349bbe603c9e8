import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const { resolve } = createRequire(import.meta.url)
const noto = (script: string, weight = 400) =>
  resolve(
    script.startsWith('latin') || script === 'devanagari'
      ? `@fontsource/noto-sans/files/noto-sans-${script}-${weight}-normal.woff`
      : `@fontsource/noto-sans-${script}/files/noto-sans-${script}-${script}-${weight}-normal.woff`,
  )

/** Each script has a font of its own; what is in none of these is written as Latin. The blocks are Unicode's. */
const SCRIPTS = [
  ['devanagari', /[\u0900-\u097f\u1cd0-\u1cff\ua8e0-\ua8ff]/],
  ['bengali', /[\u0980-\u09ff]/],
  ['gurmukhi', /[\u0a00-\u0a7f]/],
  ['gujarati', /[\u0a80-\u0aff]/],
  ['oriya', /[\u0b00-\u0b7f]/],
  ['tamil', /[\u0b80-\u0bff]/],
  ['telugu', /[\u0c00-\u0c7f]/],
  ['kannada', /[\u0c80-\u0cff]/],
  ['malayalam', /[\u0d00-\u0d7f]/],
  // With the sign of the rupee.
  ['latin-ext', /[\u0100-\u0130\u0132-\u0151\u0154-\u02ba\u1e00-\u1eff\u20a0-\u20ab\u20ad-\u20c0]/],
] as const

export type Script = (typeof SCRIPTS)[number][0] | 'latin'
export type Run = { readonly script: Script; readonly text: string }

const scriptOf = (letter: string): Script => SCRIPTS.find(([, letters]) => letters.test(letter))?.[0] ?? 'latin'
/** Joiners and marks belong to the letter before them. */
const CLINGS = /^(\p{M}|\u200c|\u200d)/u

/** A text in pieces that one font each can write. */
export function runsOf(text: string): Run[] {
  const runs: { script: Script; text: string }[] = []
  for (const letter of text) {
    const last = runs.at(-1)
    const script = last !== undefined && CLINGS.test(letter) ? last.script : scriptOf(letter)
    if (last?.script === script) last.text += letter
    else runs.push({ script, text: letter })
  }
  return runs
}

const files = new Map<string, Buffer>()

/** Read once, when something is first written in it. */
export function fontFile(script: Script, bold: boolean): Buffer {
  // The scripts' packages have no reason to be bold on a bill.
  const path = noto(script, bold && script.startsWith('latin') ? 700 : 400)
  const known = files.get(path) ?? readFileSync(path)
  files.set(path, known)
  return known
}
