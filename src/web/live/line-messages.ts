import type { HubMessage } from '../../feed/client/hub.ts'

/** `tab`: a lock that the tab holds for as long as it lives. */
export type FromTab =
  | { readonly say: 'attach'; readonly cursor: string; readonly tab: string }
  | { readonly say: 'taken' }
  | { readonly say: 'hurry' }
  | { readonly say: 'leave' }

/** `line`: a lock that the worker holds for as long as it lives. */
export type FromWorker = HubMessage | { readonly line: string }

/** Whose line it is: tabs of the same seat, history and rights share one, and no others. */
export const lineName = (seat: string, cursor: string): string => {
  const [epoch, ...marks] = cursor.split('~')
  return [seat, epoch, ...marks.map((mark) => mark.split('.')[0]).sort()].join(' ')
}

export const seatOfLine = (name: string): string => name.split(' ')[0] ?? ''
