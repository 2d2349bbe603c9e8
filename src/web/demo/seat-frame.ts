const PATIENCE = 15_000
const LOOK_EVERY = 100
const ABOVE = 64

/** The live link that the page inside the frame shows of itself. */
const linkOf = (frame: HTMLIFrameElement): string | undefined => frame.contentWindow?.cakewire?.link

const pathOf = (frame: HTMLIFrameElement): string | undefined => {
  try {
    return frame.contentWindow?.location.pathname
  } catch {
    // It shows something that is not ours.
    return undefined
  }
}

/** Scrolls a frame to its page's heading: on a small phone what changes stands below the picture. */
export function showHeading(frame: HTMLIFrameElement): void {
  const heading = frame.contentDocument?.querySelector('h1')
  const { contentWindow } = frame
  if (!heading || contentWindow === null) return
  // Only the frame: scrolling the heading into view would move the page around it too.
  contentWindow.scrollTo({ top: heading.getBoundingClientRect().top + contentWindow.scrollY - ABOVE, behavior: 'smooth' })
}

/** Brings a frame to a page of the shop and waits until that page is live there, or too long. */
export async function bringTo(frame: HTMLIFrameElement, path: string): Promise<void> {
  if (pathOf(frame) !== path) frame.src = path
  const until = Date.now() + PATIENCE
  while (Date.now() < until && !(pathOf(frame) === path && linkOf(frame) === 'live')) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY))
  }
}
