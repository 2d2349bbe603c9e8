import { ArrowUp } from 'lucide-react'

/** New things wait above the list; nothing moves until someone asks. */
export function ArrivalsChip({ count, onShow }: { count: number; onShow: () => void }) {
  return (
    <div role="status" className="empty:hidden">
      {count > 0 && (
        <button
          type="button"
          onClick={onShow}
          className="inline-flex min-h-11 items-center gap-2 rounded-full bg-haldi-tint px-5 font-[650] text-ink text-sm shadow-[inset_0_-3px_0_var(--haldi)]"
        >
          <ArrowUp className="size-4" aria-hidden="true" />
          {count} new: show
        </button>
      )}
    </div>
  )
}
