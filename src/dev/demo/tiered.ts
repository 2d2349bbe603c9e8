import { byTiers, flavours, inCategory, size } from './demo-product.ts'

const tiered = inCategory('Tiered and wedding', { leadHours: 48 })

/** Two tiers and more; the price is for two. */
export const TIERED = [
  tiered({
    name: 'Ivory roses',
    description: 'Smooth fondant the colour of Mysore silk, with sugar roses made petal by petal. Allow us three days.',
    subcategory: 'Wedding',
    basePrice: 4200,
    flavors: flavours('Ivory wedding', 'Vanilla bean', ['Red velvet', 1.08]),
    sizes: byTiers(4),
    drawing: { family: 'tiered', flavour: 'ivory', finish: 'fondant', topping: 'roses', tiers: 3, seed: 21 },
    featured: true,
  }),
  tiered({
    name: 'Marigold mandap',
    description: 'Buttercream tiers with marigolds set as in a garland. The flowers are sugar, so the guests may eat them.',
    subcategory: 'Wedding',
    basePrice: 3900,
    flavors: flavours('Kesar pista', ['Rasmalai', 1.05], ['Alphonso mango', 1.05]),
    sizes: byTiers(4),
    drawing: { family: 'tiered', flavour: 'pistachio', finish: 'combed', topping: 'marigold', tiers: 3, seed: 22 },
    featured: true,
  }),
  tiered({
    name: 'Chocolate drip tower',
    description: 'Two tiers of chocolate sponge under a running glaze, crowned with truffles. Steadier on the road than it looks.',
    subcategory: 'Celebration',
    basePrice: 3200,
    flavors: flavours('Belgian chocolate', ['Dark chocolate 70%', 1.1], 'Black Forest'),
    sizes: byTiers(3),
    drawing: { family: 'tiered', flavour: 'chocolate', finish: 'drip', topping: 'truffles', tiers: 2, seed: 23 },
  }),
  tiered({
    name: 'Naked rasmalai tiers',
    description: 'Bare saffron sponge, a scrape of cream and rose petals. For mehndi afternoons rather than ballrooms.',
    subcategory: 'Celebration',
    basePrice: 3600,
    flavors: flavours('Rasmalai', ['Kesar pista', 1.05]),
    sizes: byTiers(3),
    drawing: { family: 'tiered', flavour: 'rasmalai', finish: 'naked', topping: 'petals', tiers: 2, seed: 24 },
  }),
  tiered({
    name: 'Blueberry evening',
    description: 'Lavender-grey cream, a violet glaze and berries on top. Made for receptions that begin after seven.',
    subcategory: 'Wedding',
    basePrice: 4000,
    flavors: flavours('Blueberry', ['Blueberry cheesecake', 1.12]),
    sizes: byTiers(4),
    drawing: { family: 'tiered', flavour: 'blueberry', finish: 'drip', topping: 'blueberries', tiers: 3, seed: 25 },
  }),
  tiered({
    name: 'Four-tier vanilla and rose',
    description: 'Our tallest: four tiers of vanilla bean in fondant, with a rose ribbon at each foot. Comes with someone who sets it up.',
    subcategory: 'Wedding',
    basePrice: 11400,
    flavors: flavours('Vanilla bean', ['Vanilla and almond', 1.06]),
    sizes: [size('4 tiers, 8 kg', 'serves 75–80', 1, 14)],
    drawing: { family: 'tiered', flavour: 'vanilla', finish: 'fondant', topping: 'macarons', tiers: 4, seed: 26 },
  }),
  tiered({
    name: 'First birthday, two tiers',
    description: 'A strawberry tier for the guests and a small vanilla one, less sweet, for the person of the day.',
    subcategory: 'Celebration',
    basePrice: 2800,
    flavors: flavours('Strawberry cream', ['Vanilla bean', 0.95], ['Alphonso mango', 1.05]),
    sizes: byTiers(2),
    drawing: { family: 'tiered', flavour: 'strawberry', finish: 'cream', topping: 'candles', tiers: 2, seed: 27 },
  }),
] as const
