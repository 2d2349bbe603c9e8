type Props = {
  /** What is on its way. */
  readonly label: string
  readonly done: number
  readonly total: number
  /** What `done` counts, in words: "1,200 of 5,000 rows". */
  readonly children: string
}

/** Never 100 before the end. */
export const percentOf = (done: number, total: number): number => (total === 0 ? 100 : Math.floor((done / total) * 100))

/** How far long work is, in words as well. It says nothing by itself to a screen reader: see {@link announce}. */
export function ProgressBar({ label, done, total, children }: Props) {
  const percent = percentOf(done, total)
  return (
    <div className="flex flex-col gap-1.5">
      <div
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        aria-valuetext={`${percent} %, ${children}`}
        className="h-3 overflow-hidden rounded-full bg-sunken shadow-[inset_0_0_0_1px_var(--line-strong)]"
      >
        <div
          className="h-full rounded-full bg-pista transition-[width] duration-300 motion-reduce:transition-none"
          style={{ width: `${percent}%` }}
        />
      </div>
      <p className="flex justify-between gap-3 text-sm">
        <span className="text-ink-2">{children}</span>
        <b className="num font-bold">{percent} %</b>
      </p>
    </div>
  )
}
