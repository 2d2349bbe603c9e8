/** One line of the feed as one audience may read it. */
export type Entry = {
  /** The transaction it was committed in, in commit order; without gaps over the whole feed. */
  readonly seq: number
  /** Its place within the transaction. */
  readonly idx: number
  readonly audience: string
  /** 1, 2, 3 … within the audience. */
  readonly n: number
  /** The first 8 bytes, in hex, of the digest chain over the audience's bodies up to here. */
  readonly chain: string
  /** What it says: the text of one JSON object. */
  readonly body: string
}

/** Everything that one transaction said, in order. Readers see all of it or nothing. */
export type Moment = { readonly seq: number; readonly entries: readonly Entry[] }

/** Groups entries that come ordered by (seq, idx). */
export function toMoments(entries: readonly Entry[]): Moment[] {
  const moments: { seq: number; entries: Entry[] }[] = []
  for (const entry of entries) {
    const last = moments.at(-1)
    if (last?.seq === entry.seq) last.entries.push(entry)
    else moments.push({ seq: entry.seq, entries: [entry] })
  }
  return moments
}
