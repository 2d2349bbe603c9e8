import { Volume2, VolumeX } from 'lucide-react'
import { buttonStyle } from '../../ui/button-style.ts'
import type { Bell } from './use-bell.ts'

export function MuteButton({ bell }: { bell: Bell }) {
  const Icon = bell.muted ? VolumeX : Volume2
  return (
    <button
      type="button"
      className={buttonStyle('quiet', 'square')}
      onClick={bell.toggle}
      aria-pressed={bell.muted}
      aria-label={bell.muted ? 'The bell is muted on this screen' : 'Mute the bell on this screen'}
    >
      <Icon className="size-5.5" aria-hidden="true" />
    </button>
  )
}
