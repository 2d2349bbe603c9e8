/** Text for the inside of a LIKE pattern that stands for itself. */
export const literally = (text: string): string => text.replace(/[\\%_]/g, '\\$&')
