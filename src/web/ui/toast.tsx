import { Toaster, toast } from 'sonner'

type Kind = 'success' | 'error' | 'info'

/** A short notice that leaves by itself. What must be kept also goes to the inbox, or stays beside the control. */
export function notify(
  message: string,
  { kind = 'info', action }: { kind?: Kind; action?: { label: string; onClick: () => void } } = {},
): void {
  toast[kind](message, action === undefined ? {} : { action })
}

/** sonner announces politely; the class names carry the shop's look. */
export const Toasts = () => (
  <Toaster
    position="bottom-right"
    mobileOffset={{ bottom: 80 }}
    style={{ fontFamily: 'var(--font-text)' }}
    toastOptions={{
      unstyled: true,
      classNames: {
        toast: 'flex w-full items-center gap-3 rounded-full bg-solid px-5 py-3 font-semibold text-on-solid text-sm shadow-3',
        actionButton:
          'ml-auto min-h-11 shrink-0 whitespace-nowrap px-2 font-[650] underline decoration-2 decoration-haldi underline-offset-4',
      },
    }}
  />
)
