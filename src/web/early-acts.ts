type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement
/** A press of a button, or what stood in a field after typing or choosing; `value` null: a file was chosen. */
type EarlyAct = { readonly press: HTMLButtonElement } | { readonly field: Field; readonly value: string | boolean | null }
type EarlyActs = { readonly acts: EarlyAct[]; readonly stop: AbortController }

declare global {
  interface Window {
    earlyActs?: EarlyActs | undefined
  }
}

/**
 * Keeps what someone does to a page that came from the server and does not run yet. Stands in the page as text, so it uses nothing
 * from outside itself. Links and forms with an `action` work without it.
 */
function keepEarlyActs(): void {
  const acts: EarlyAct[] = []
  const stop = new AbortController()
  const here = { capture: true, signal: stop.signal }
  const keep = (act: EarlyAct) => {
    acts.push(act)
    document.documentElement.dataset.early = ''
  }
  window.addEventListener(
    'click',
    (event) => {
      const press = event.target instanceof Element ? event.target.closest('button') : null
      if (press === null || (press.type === 'submit' && press.form?.hasAttribute('action'))) return
      event.preventDefault()
      event.stopImmediatePropagation()
      keep({ press })
    },
    here,
  )
  window.addEventListener(
    'input',
    ({ target: field }) => {
      if (!(field instanceof HTMLInputElement || field instanceof HTMLSelectElement || field instanceof HTMLTextAreaElement)) return
      const checked = field instanceof HTMLInputElement && /^(checkbox|radio)$/.test(field.type) ? field.checked : undefined
      const last = acts.at(-1)
      const again = last !== undefined && 'field' in last && last.field === field
      if (again) acts.pop()
      // A box that is pressed twice is as it was.
      if (again && field.type === 'checkbox') return
      keep({ field, value: field.type === 'file' ? null : (checked ?? field.value) })
    },
    here,
  )
  window.addEventListener(
    'submit',
    (event) => {
      if (event.target instanceof HTMLFormElement && !event.target.hasAttribute('action')) event.preventDefault()
    },
    here,
  )
  // Back or forward within the shop: what stands here is another page's, and nothing but the server can draw that one yet.
  const shown = location.pathname + location.search
  window.addEventListener('popstate', () => location.pathname + location.search !== shown && location.reload(), here)
  window.earlyActs = { acts, stop }
}

/** Runs before the rest of the page is read. */
export const EARLY_ACTS_SCRIPT = `(${keepEarlyActs})()`

/** React takes a value for news only where it differs from the last one it saw set: so it is set past React's own accessor. */
function fill(field: Field, value: string): void {
  field.value = value === '' ? ' ' : ''
  const plain = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value')
  plain?.set?.call(field, value)
  field.dispatchEvent(new Event(field instanceof HTMLSelectElement ? 'change' : 'input', { bubbles: true }))
}

function play(act: EarlyAct): void {
  if ('press' in act) act.press.click()
  else if (typeof act.value === 'string') fill(act.field, act.value)
  else if (act.value === null) act.field.dispatchEvent(new Event('change', { bubbles: true }))
  else if (act.field instanceof HTMLInputElement) {
    act.field.checked = !act.value
    act.field.click()
  }
}

/** Does what was kept, in its order, once the page runs. Each act meets the page that the one before it left, as under a finger. */
export async function playEarlyActs(): Promise<void> {
  const early = window.earlyActs
  if (early === undefined) return
  window.earlyActs = undefined
  early.stop.abort()
  for (const act of early.acts) {
    if (('press' in act ? act.press : act.field).isConnected) play(act)
    await new Promise((resolve) => setTimeout(resolve, 0))
  }
  delete document.documentElement.dataset.early
}
