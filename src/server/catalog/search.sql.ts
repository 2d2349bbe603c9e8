import { type RawBuilder, sql } from 'kysely'
import type { Queryable } from '../db/database.ts'
import { literally } from '../db/literally.ts'
import { inView, type ListView } from './product-filters.sql.ts'

type Sql = RawBuilder<unknown>

/** What somebody looks for: of each list one word must be found. */
export type Search = {
  readonly words: readonly (readonly string[])[]
  /** As it was typed, in small letters. */
  readonly typed: string
}

const MOST_WORDS = 8

/** What is meant by what was typed: the words themselves, or, where nothing in sight has them, what is near them. null: nothing was typed. */
export async function readSearch(read: Queryable, text: string | undefined, view: ListView): Promise<Search | null> {
  const typed = (text ?? '').normalize('NFC').trim().toLowerCase()
  const words = [...new Set(typed.split(/\s+/).filter(Boolean))].slice(0, MOST_WORDS)
  if (words.length === 0) return null
  const search = { typed, words: words.map((word) => [word]) }
  const { rows } = await sql<{ any: boolean }>`
    select exists (select from products p where ${inView(view)} and ${answers(search)}) as any`.execute(read)
  if (rows[0]?.any === true) return search
  const near = await nearWords(read, words)
  return near === null ? search : { ...search, words: near }
}

/** For each word itself and what is near it, the nearest first. null when all are near nothing. */
async function nearWords(read: Queryable, words: readonly string[]): Promise<string[][] | null> {
  const { rows } = await sql<{ near: string[] }>`
    select near_words(word) as near from unnest(${[...words]}::text[]) with ordinality as w (word, place) order by place`.execute(read)
  const meant = rows.map(({ near }, place) => [words[place] ?? '', ...near])
  return meant.some((some) => some.length > 1) ? meant : null
}

/** Line breaks keep a word from matching over the seam of two fields. */
const SEARCHED = sql`(p.name || E'\\n' || p.category || E'\\n' || p.subcategory || E'\\n' || p.description)`

const has = (where: Sql, { words }: Search): Sql =>
  sql.join(
    words.map(
      (some) =>
        sql`(${sql.join(
          some.map((word) => sql`${where} ilike ${`%${literally(word)}%`}`),
          sql` or `,
        )})`,
    ),
    sql` and `,
  )

/** In every form of the words: "cakes" finds a cake, and a flavour is found as well. */
const tsquery = ({ words }: Search): Sql =>
  sql.join(
    words.map(
      (some) =>
        sql`(${sql.join(
          some.map((word) => sql`plainto_tsquery('english', ${word})`),
          sql` || `,
        )})`,
    ),
    sql` && `,
  )

/** Whether a product has all the words, or parts of words, somewhere. */
export const answers = (search: Search): Sql => sql`((${has(SEARCHED, search)}) or p.search @@ (${tsquery(search)}))`

/**
 * How well a product answers, a whole number: called so, beginning so, all words in its name; then PostgreSQL's rank of name over
 * category and flavours over description.
 */
export const rankOf = (search: Search): Sql => sql`(1000000 * (
  case when lower(p.name) = ${search.typed} then 8 when starts_with(lower(p.name), ${search.typed}) then 4 else 0 end
  + case when ${has(sql`p.name`, search)} then 2 else 0 end
  + ts_rank('{0, 0.1, 0.4, 1}', p.search, ${tsquery(search)})))::bigint`
