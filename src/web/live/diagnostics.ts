import type { LiveStore } from '../../feed/client/live-store.ts'

/** What tests and curious people may read of a page's link: `window.cakewire`. */
export type Diagnostics = { readonly link: string; readonly cursor: string; readonly resets: number }

declare global {
  interface Window {
    cakewire?: Diagnostics
  }
}

export function exposeDiagnostics(store: LiveStore): () => void {
  window.cakewire = Object.freeze({
    get link() {
      return store.link.at
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
