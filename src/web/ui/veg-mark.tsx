/** The Indian food mark, on white in both themes. `words`: said beside it, else only to screen readers. */
export function VegMark({ eggless, words = false }: { eggless: boolean; words?: boolean }) {
  const label = eggless ? 'Eggless' : 'Contains egg'
  const colour = eggless ? '#0b7a3b' : '#8a4413'
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap font-semibold text-sm">
      <svg width="16" height="16" viewBox="0 0 20 20" className="shrink-0" role="img" aria-label={label} aria-hidden={words || undefined}>
        <rect x="1" y="1" width="18" height="18" rx="2" fill="#fff" stroke={colour} strokeWidth="2" />
        {eggless ? <circle cx="10" cy="10" r="4.8" fill={colour} /> : <path d="M10 4.6L15.6 14.4H4.4Z" fill={colour} />}
      </svg>
      {words && label}
    </span>
  )
}
