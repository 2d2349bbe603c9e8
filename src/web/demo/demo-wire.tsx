/** The wire that ties the three screens together, a bead over each. */
export const DemoWire = () => (
  <svg viewBox="0 0 1440 40" preserveAspectRatio="none" className="h-10 w-full overflow-visible max-[1100px]:hidden" aria-hidden="true">
    <path d="M0 34L1440 6" stroke="var(--haldi)" strokeWidth="3" vectorEffect="non-scaling-stroke" />
    {[212, 720, 1228].map((x) => (
      <ellipse key={x} cx={x} cy={34 - (28 * x) / 1440} rx="9" ry="9" fill="var(--haldi)" stroke="var(--haldi-ink)" strokeWidth="2" />
    ))}
  </svg>
)
