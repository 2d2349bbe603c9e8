import type { LiveStore } from '../../feed/client/live-store.ts'

/** A place on the line that the tabs of this browser share, or a line of this tab's own. */
export type LineKind = 'shared' | 'own'

/** What tests and curious people may read of a page's link: `window.cakewire`. */
export type Diagnostics = { readonly link: string; readonly line: LineKind; readonly cursor: string; readonly resets: number }

declare global {
  interface Window {
    cakewire?: Diagnostics
  }
}

export function exposeDiagnostics(store: LiveStore, line: { readonly kind: LineKind }): () => void {
  window.cakewire = Object.freeze({
    get link() {
      return store.link.at
    },
    get line() {
      return line.kind
    },
    get cursor() {
      return store.cursor
    },
    get resets() {
      return store.resets
    },
  })
  return () => {
    delete window.cakewire
  }
}
