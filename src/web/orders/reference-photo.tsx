import { seatPath, useRootData } from '../root-data.ts'

/** What the customer sent to show how it is to look; whole in a tab of its own. */
export function ReferencePhoto({ id, number }: { id: string; number: string }) {
  const { seat } = useRootData()
  const at = (width: number) => `${seatPath(seat)}/media/pictures/${id}-${width}.webp`
  return (
    <a href={at(1200)} target="_blank" rel="noreferrer" className="block w-fit rounded-md">
      <img src={at(640)} alt={`What ${number} is to look like`} className="max-h-40 rounded-md" loading="lazy" />
    </a>
  )
}
