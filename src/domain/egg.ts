/** How bakeries write "eggless" among their egg options. A pattern that JavaScript and PostgreSQL read alike, without case. */
export const EGGLESS_WORDS = 'egg[ -]?less|egg[ -]?free|(no|without|zero)[ -]eggs?'

const eggless = new RegExp(EGGLESS_WORDS, 'i')

/** Decides the food mark: an option that does not say so contains egg. */
export const isEggless = (eggOption: string): boolean => eggless.test(eggOption)
