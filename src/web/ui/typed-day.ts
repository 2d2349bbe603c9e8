/** The day in a date field: '' for none, null while it is being typed. A year is typed from its end: 0002, 0020, 0202, 2026. */
export const typedDay = ({ value, validity }: HTMLInputElement): string | null =>
  !validity.badInput && /^([2-9]\d{3}-\d\d-\d\d)?$/.test(value) ? value : null
