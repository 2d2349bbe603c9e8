/** A phone and a desk, in CSS pixels. The phone is taller than any page, however many categories other journeys have made: what only scrolls under the tab bar is not hidden by it. */
export const SIZES = [
  ['phone', { width: 390, height: 9000 }],
  ['desk', { width: 1280, height: 900 }],
] as const
