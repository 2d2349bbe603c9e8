import { byPiece, byWeight, EGGLESS_ONLY, flavours, inCategory } from './demo-product.ts'

const design = inCategory('Designs and party')

/** Cakes that carry a picture or a theme, and what a party needs beside the cake. */
export const DESIGNS = [
  design({
    name: 'Office sheet cake',
    description: 'A flat cake with room for a long message or a logo. Cut lines are marked, so nobody has to do the sums.',
    subcategory: 'For many',
    basePrice: 1580,
    flavors: flavours('Pineapple', ['Belgian chocolate', 1.1], ['Butterscotch', 1.05]),
    sizes: byWeight(2, 5),
    drawing: { family: 'sheet', flavour: 'pineapple', finish: 'cream', topping: 'swirls', seed: 61 },
  }),
  design({
    name: 'Birthday candles cake',
    description: 'Strawberry cream under a pink glaze, with the candles already standing. A knife is in the box, matches are not.',
    subcategory: 'Birthday',
    basePrice: 980,
    flavors: flavours('Strawberry cream', ['Vanilla bean', 0.95], ['Belgian chocolate', 1.05]),
    sizes: byWeight(1, 3),
    featured: true,
    drawing: { family: 'layer', flavour: 'strawberry', finish: 'drip', topping: 'candles', seed: 62 },
  }),
  design({
    name: 'Confetti birthday',
    description: 'Vanilla in a smooth white coat, with confetti of sugar. The inside has confetti too.',
    subcategory: 'Birthday',
    basePrice: 1050,
    flavors: flavours('Vanilla bean', ['Belgian chocolate', 1.08]),
    sizes: byWeight(1, 3),
    drawing: { family: 'layer', flavour: 'vanilla', finish: 'fondant', topping: 'sprinkles', seed: 63 },
  }),
  design({
    name: 'Macaron crown',
    description: 'Macarons and swirls in turn around a combed cake, one macaron for each slice. Blueberry inside.',
    subcategory: 'Birthday',
    basePrice: 1450,
    flavors: flavours('Blueberry', ['Kesar pista', 1.05], ['Belgian chocolate', 0.96]),
    sizes: byWeight(1, 2),
    drawing: { family: 'layer', flavour: 'blueberry', finish: 'combed', topping: 'macarons', seed: 64 },
  }),
  design({
    name: 'Diwali marigold sheet',
    description: 'Saffron sponge under a field of sugar marigolds. From a week before Diwali to a week after.',
    subcategory: 'Festivals',
    basePrice: 1900,
    flavors: flavours('Kesar pista', ['Rasmalai', 1.05]),
    sizes: byWeight(2, 5),
    eggOptions: EGGLESS_ONLY,
    drawing: { family: 'sheet', flavour: 'pistachio', finish: 'cream', topping: 'marigold', seed: 65 },
  }),
  design({
    name: 'Sugar rose heart',
    description: 'A white heart with seven sugar roses, for a proposal or an apology. We do not ask which.',
    subcategory: 'Anniversary',
    basePrice: 1350,
    flavors: flavours('Ivory vanilla', ['Red velvet', 1.08]),
    sizes: byWeight(1, 2),
    drawing: { family: 'heart', flavour: 'ivory', finish: 'fondant', topping: 'roses', seed: 66 },
  }),
  design({
    name: 'Cupcakes for the class',
    description: 'Chocolate cupcakes under sprinkles, in boxes of six and twelve. No egg and no nuts, as most schools ask.',
    subcategory: 'Birthday',
    basePrice: 540,
    flavors: flavours('Belgian chocolate', ['Vanilla bean', 0.95]),
    sizes: byPiece(6, 12),
    eggOptions: EGGLESS_ONLY,
    stock: 10,
    drawing: { family: 'cupcake', flavour: 'chocolate', topping: 'sprinkles', seed: 67 },
  }),
] as const
