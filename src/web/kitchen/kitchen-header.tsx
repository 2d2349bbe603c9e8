import { ClipboardList } from 'lucide-react'
import { Link } from 'react-router'
import { MuteButton } from '../admin/orders/mute-button.tsx'
import type { Bell } from '../admin/orders/use-bell.ts'
import { StateSwitch } from '../admin/shop-state/state-switch.tsx'
import { useShop } from '../live/use-shop.ts'
import { ConnectionPill } from '../shop/connection-pill.tsx'
import { Logo } from '../shop/logo.tsx'
import { buttonStyle } from '../ui/button-style.ts'
import { formatTime } from '../ui/time.ts'

/** Readable from the oven: where, what time, whether it is live. */
export function KitchenHeader({ bell, now, withCounter }: { bell: Bell; now: number | null; withCounter: boolean }) {
  const { timeZone } = useShop()
  return (
    <header className="flex flex-wrap items-center gap-x-5 gap-y-2 px-5 py-3">
      <Link to="/admin" aria-label="Counter, home" className="flex min-h-11 items-center">
        <Logo className="h-8 w-auto" />
      </Link>
      <h1 className="text-3xl">Kitchen</h1>
      <span className="ml-auto flex flex-wrap items-center gap-x-4 gap-y-2">
        <time className="display num text-3xl">{now === null ? '' : formatTime(now, timeZone)}</time>
        <StateSwitch wide />
        <ConnectionPill />
        <MuteButton bell={bell} />
        {withCounter && (
          <Link to="/admin/orders" className={buttonStyle('outline')}>
            <ClipboardList className="size-5" aria-hidden="true" />
            Counter
          </Link>
        )}
      </span>
    </header>
  )
}
