import { type RawBuilder, sql } from 'kysely'
import { MOST_COUNTED } from '../../contract/page.ts'
import type { Queryable } from '../db/database.ts'
import { literally } from '../db/literally.ts'
import { inView, type ListView } from './product-filters.sql.ts'

type Sql = RawBuilder<unknown>

/** What somebody looks for: of each list one word must be found. */
export type Search = {
  /** As words begin, in any of their forms; or, where nothing has them so, as parts of words and signs. */
  readonly by: 'words' | 'parts'
  /** So many have it, {@link MOST_COUNTED} at the very least, that one after the other is asked: the index would name all of them first. */
  readonly common?: boolean
  readonly words: readonly (readonly string[])[]
  /** As it was typed, in small letters. */
  readonly typed: string
}

const MOST_WORDS = 8

/** What was typed, taken by its words. null: nothing was. */
export function asTyped(text: string | undefined): Search | null {
  const typed = (text ?? '').normalize('NFC').trim().toLowerCase()
  const words = [...new Set(typed.split(/\s+/).filter(Boolean))].slice(0, MOST_WORDS).map((word) => [word])
  return words.length === 0 ? null : { typed, words, by: 'words' }
}

/**
 * What is meant by what was typed; where nothing in sight has that, what is near it. null: nothing was typed.
 * @param wanted what else a product must be
 */
export async function readSearch(
  read: Queryable,
  text: string | undefined,
  view: ListView,
  wanted: readonly Sql[] = [inView(view)],
): Promise<Search | null> {
  const search = asTyped(text)
  if (search === null) return null
  const as = (by: Search['by']): Search => ({ ...search, by })
  // To ask for the first one alone would read the table from its beginning: PostgreSQL expects to meet one soon.
  const finds = (search: Search) =>
    sql`(select count(*) > 0 from (select from products p where ${inView(view)} and ${answers(search)} limit ${MOST_COUNTED}) p)`
  const { rows } = await sql<{ by: Search['by'] | 'common' | null }>`
    select case when ${isCommon(search, view, wanted)} then 'common' when ${finds(as('words'))} then 'words' when ${finds(as('parts'))} then 'parts' end as by`.execute(
    read,
  )
  const by = rows[0]?.by ?? null
  if (by === 'common') return { ...search, common: true }
  if (by !== null) return as(by)
  const near = await nearWords(read, search.words.flat())
  return near === null ? as('parts') : { ...search, words: near }
}

const LOOKED_AT = 300
const LEAST_MET = 15
const LEAST_EXPECTED = 5 * MOST_COUNTED

/**
 * Whether so many answer that nobody counts them. Ids are drawn by lot, so the first of them are a sample: where it lets expect
 * {@link LEAST_EXPECTED}, that there are fewer than {@link MOST_COUNTED} happens hardly once in a million words. How many products there are
 * PostgreSQL counts now and then; before it first did, nothing is common.
 */
export const isCommon = (search: Search, view: ListView, wanted: readonly Sql[]): Sql => sql`(
  select count(*) >= ${sql.lit(LEAST_MET)} and count(*) * (select reltuples from pg_class where oid = 'products_shelf'::regclass) >= ${sql.lit(LEAST_EXPECTED * LOOKED_AT)}
    from (select * from products p where ${inView(view)} order by p.id limit ${sql.lit(LOOKED_AT)}) p
   where ${sql.join([...wanted, answers(search)], sql` and `)})`

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

/**
 * "cakes" finds a cake, "choc" chocolate; a word with signs in it is looked for as a phrase of what is between them. As a subquery it is
 * made once, not for each row.
 * @param where `A`: in the name alone
 */
const tsquery = ({ words }: Search, where = ''): Sql =>
  sql`(select ${sql.join(
    words.map(
      (some) =>
        sql`(${sql.join(
          some.map((word) => sql`to_tsquery('english', ${`'${word.replaceAll('\\', '\\\\').replaceAll("'", "''")}':*${where}`})`),
          sql` || `,
        )})`,
    ),
    sql` && `,
  )})`

/** Whether a product has all that is looked for somewhere. */
export const answers = (search: Search): Sql => {
  if (search.by === 'parts') return sql`(${has(SEARCHED, search)})`
  // As a function, which no index answers, a third of all are expected to.
  return search.common === true ? sql`ts_match_vq(p.search, ${tsquery(search)})` : sql`p.search @@ ${tsquery(search)}`
}

/**
 * How well a product answers, a whole number: called so, beginning so, all words in its name; then PostgreSQL's rank of name over
 * category and flavours over description. Small letters are dear: they are made of those alone that have the words in their name.
 */
export const rankOf = (search: Search): Sql => sql`(1000000 * (
  case when ${search.by === 'words' ? sql`p.search @@ ${tsquery(search, 'A')}` : has(sql`p.name`, search)} then 2
    + case when starts_with(lower(p.name), ${search.typed}) then case when lower(p.name) = ${search.typed} then 8 else 4 end else 0 end
  else 0 end + ts_rank('{0, 0.1, 0.4, 1}', p.search, ${tsquery(search)})))::bigint`
