const STEPS = [
  [
    'See it before we bake it',
    'Flavour, size, message: the cake on the screen changes as you choose. What you see is the order the kitchen reads.',
  ],
  [
    'Prices that are really so',
    'When the kitchen changes a price or sells the last piece, this page says so at once, before you pay and not after.',
  ],
  [
    'Follow it without asking',
    'Accepted, in the oven, on the road. Your page moves when the kitchen does, and says so when the line is cut.',
  ],
] as const

/** What is different here, on one taut wire. */
export const Threads = () => (
  <section className="page-width grid gap-8 pt-12 md:grid-cols-3 md:gap-0 md:pt-16" aria-label="How it works">
    {STEPS.map(([title, text]) => (
      <div key={title}>
        <div className="relative mb-4 h-0.5 bg-haldi" aria-hidden="true">
          <i className="absolute -top-[5px] left-0 size-3 rounded-full bg-haldi shadow-[0_0_0_3px_var(--paper)]" />
        </div>
        <h2 className="mb-1 text-xl">{title}</h2>
        <p className="max-w-sm text-ink-2 md:pr-8">{text}</p>
      </div>
    ))}
  </section>
)
