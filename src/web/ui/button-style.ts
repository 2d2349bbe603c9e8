import { cx } from './cx.ts'

export type ButtonKind = 'primary' | 'dark' | 'outline' | 'quiet' | 'soft'
export type ButtonSize = 'normal' | 'big' | 'small' | 'square'

const BASE =
  'relative inline-flex items-center justify-center gap-2 rounded-full font-[650] whitespace-nowrap select-none transition-[background,transform] duration-150 active:scale-[0.985] disabled:pointer-events-none disabled:opacity-55 aria-disabled:opacity-55'

const KINDS: Record<ButtonKind, string> = {
  primary: 'bg-anaar text-on-anaar hover:bg-anaar-hover',
  dark: 'bg-solid text-on-solid hover:opacity-90',
  outline: 'bg-surface shadow-[inset_0_0_0_1.5px_var(--line-strong)] hover:bg-sunken',
  quiet: 'hover:bg-sunken',
  soft: 'bg-sunken hover:bg-line',
}

const SIZES: Record<ButtonSize, string> = {
  normal: 'min-h-11 px-5',
  big: 'min-h-14 px-6 text-lg',
  // 36 px to the eye, 44 to the finger.
  small: "min-h-9 px-4 text-sm after:absolute after:-inset-1 after:content-['']",
  square: 'size-11 shrink-0',
}

export const buttonStyle = (kind: ButtonKind = 'outline', size: ButtonSize = 'normal', more?: string): string =>
  cx(BASE, KINDS[kind], SIZES[size], more)
