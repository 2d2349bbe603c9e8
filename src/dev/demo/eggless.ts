import { byWeight, CANDLES_AND_KNIFE, EGGLESS_ONLY, flavours, inCategory } from './demo-product.ts'

const bake = inCategory('Eggless', { extras: CANDLES_AND_KNIFE, leadHours: 4 })
const eggless = (given: Omit<Parameters<typeof bake>[0], 'eggOptions'>) => bake({ ...given, eggOptions: EGGLESS_ONLY })

/** From the kitchen that has no eggs in it at all. */
export const EGGLESS = [
  eggless({
    name: 'Eggless chocolate mud',
    description: 'Dense and dark, leavened with curd and patience. Baked in the room where no egg comes in.',
    subcategory: 'Cakes',
    basePrice: 460,
    flavors: flavours('Dark chocolate', ['Chocolate and orange', 1.1]),
    sizes: byWeight(),
    drawing: { family: 'layer', flavour: 'chocolate', finish: 'glaze', topping: 'swirls', seed: 31 },
    featured: true,
  }),
  eggless({
    name: 'Eggless pineapple gateau',
    description: 'Milk sponge, pineapple cooked soft, a light cream and cherries around the top. Good for a family of every diet.',
    subcategory: 'Cakes',
    basePrice: 420,
    flavors: flavours('Pineapple', ['Mixed fruit', 1.12]),
    sizes: byWeight(),
    drawing: { family: 'layer', flavour: 'pineapple', finish: 'combed', topping: 'cherries', seed: 32 },
  }),
  eggless({
    name: 'Eggless mango malai',
    description: 'Condensed-milk sponge with malai cream and mango. Sweet the way a thali ends.',
    subcategory: 'Indian',
    basePrice: 520,
    flavors: flavours('Alphonso mango', ['Mango and coconut', 1.05]),
    sizes: byWeight(0.5, 3),
    drawing: { family: 'layer', flavour: 'mango', finish: 'combed', topping: 'swirls', seed: 33 },
  }),
  eggless({
    name: 'Tender coconut',
    description: 'Tender coconut in the cream and in the sponge, sugar roses on top. From Maddur palms, opened the same day.',
    subcategory: 'Indian',
    basePrice: 560,
    flavors: flavours('Tender coconut', ['Coconut and jaggery', 1.05]),
    sizes: byWeight(0.5, 2),
    drawing: { family: 'layer', flavour: 'ivory', finish: 'naked', topping: 'roses', seed: 34 },
  }),
  eggless({
    name: 'Eggless butterscotch heart',
    description: 'A caramel-glazed heart with praline on top. No egg, no gelatine.',
    subcategory: 'Cakes',
    basePrice: 930,
    flavors: flavours('Butterscotch', ['Salted caramel', 1.1]),
    sizes: byWeight(1, 2),
    drawing: { family: 'heart', flavour: 'butterscotch', finish: 'glaze', topping: 'crunch', seed: 35 },
  }),
  eggless({
    name: 'Eggless strawberry sheet',
    description: 'A tray of vanilla sponge under strawberry cream, in forty even cuts. Paper plates are in the box.',
    subcategory: 'For many',
    basePrice: 1650,
    flavors: flavours('Strawberry cream', ['Vanilla bean', 0.95]),
    sizes: byWeight(2, 5),
    drawing: { family: 'sheet', flavour: 'strawberry', finish: 'cream', topping: 'strawberries', seed: 36 },
  }),
] as const
