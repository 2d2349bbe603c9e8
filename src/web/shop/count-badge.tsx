/** A count on an icon. The icon's own name says it to screen readers. */
export function CountBadge({ count }: { count: number }) {
  if (count === 0) return null
  return (
    <span
      aria-hidden="true"
      className="num absolute top-0.5 right-0 grid h-5 min-w-5 place-items-center rounded-full bg-anaar px-1 font-bold text-[12px] text-on-anaar leading-none"
    >
      {count > 99 ? '99+' : count}
    </span>
  )
}
