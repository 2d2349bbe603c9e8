import { MOST_COUNTED } from '../../contract/page.ts'

/** 284; or 1,000+ where nobody counted further. */
export const counted = (total: number): string =>
  total >= MOST_COUNTED ? `${MOST_COUNTED.toLocaleString('en-IN')}+` : total.toLocaleString('en-IN')
