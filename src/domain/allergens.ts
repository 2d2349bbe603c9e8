/** What a cake may contain that some people must not eat. The food mark tells of egg by the chosen option; this tells of the product. */
export const ALLERGENS = ['gluten', 'egg', 'milk', 'nuts', 'peanuts', 'soy', 'sesame'] as const
export type Allergen = (typeof ALLERGENS)[number]
