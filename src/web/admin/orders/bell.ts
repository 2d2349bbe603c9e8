/** Seconds from the start of a ring, hertz. */
const STROKES = [
  [0, 1046.5],
  [0.18, 1318.5],
  [0.36, 1568],
] as const
const EVERY = 3000

/** A browser lets a page sound only after somebody touched it. */
export function canSound(): boolean {
  return typeof navigator !== 'undefined' && (navigator.userActivation?.hasBeenActive ?? false)
}

function strike(audio: AudioContext, after: number, hertz: number): void {
  const at = audio.currentTime + after
  const tone = audio.createOscillator()
  const loudness = audio.createGain()
  tone.type = 'sine'
  tone.frequency.value = hertz
  loudness.gain.setValueAtTime(0.0001, at)
  loudness.gain.exponentialRampToValueAtTime(0.35, at + 0.015)
  loudness.gain.exponentialRampToValueAtTime(0.0001, at + 0.9)
  tone.connect(loudness).connect(audio.destination)
  tone.start(at)
  tone.stop(at + 1)
}

/** Rings three tones, again every three seconds, until the returned function is called. */
export function ring(): () => void {
  const audio = new AudioContext()
  const once = () => {
    void audio.resume()
    for (const [after, hertz] of STROKES) strike(audio, after, hertz)
  }
  once()
  const timer = setInterval(once, EVERY)
  return () => {
    clearInterval(timer)
    void audio.close()
  }
}
