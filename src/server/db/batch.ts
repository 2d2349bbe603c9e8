import pg from 'pg'

/** One statement on its way. */
export type Statement = {
  /** Under its name PostgreSQL plans it once per connection; '': it is used once. */
  readonly name: string
  readonly text: string
  /** As they travel: see {@link toCells}. */
  readonly cells: readonly Cell[]
}
export type Cell = string | Buffer | null

export type Answer = {
  /** What PostgreSQL calls what it did: `SELECT 3`, `COMMIT`. */
  readonly tag: string
  readonly rows: readonly Record<string, unknown>[]
}

type Field = { readonly name: string; readonly parse: (text: string) => unknown }
export type Waiting = Statement & { readonly resolve: (answer: Answer) => void; readonly reject: (error: Error) => void }

/** What of `pg` its types leave out. Held by batch.test.ts. */
type Wire = pg.Connection & {
  readonly parsedStatements: Record<string, string>
  readonly submittedNamedStatements: Record<string, string>
  parse(message: { name: string; text: string }): void
  bind(message: { portal: string; statement: string; values: readonly Cell[] }): void
  describe(message: { type: 'P'; name: string }): void
  execute(message: { portal: string; rows: number }): void
}

const { utils } = pg as unknown as { readonly utils: { prepareValue(value: unknown): Cell } }

/** Values as PostgreSQL reads them. @throws Error for what cannot be written down, such as an array that holds itself */
export const toCells = (values: readonly unknown[]): Cell[] => values.map((value) => utils.prepareValue(value))

/** What the rows of a connection's prepared statements look like; PostgreSQL refuses to run one whose rows would be others. */
const fieldsOf = new WeakMap<pg.Connection, Map<string, readonly Field[]>>()

export const IN_FAILED_TRANSACTION = '25P02'
const isSqlState = (error: Error): boolean => 'code' in error && /^[0-9A-Z]{5}$/.test(String(error.code))

/**
 * Statements that leave in one packet and end with one Sync, so that PostgreSQL answers them in one packet too: a Sync each would have it
 * write, and wake this process, for every one of them. Rows are described once per connection.
 *
 * Of statements behind one that fails none is run; they fail as in a failed transaction. A connection that has not answered after `patience`
 * milliseconds is taken for dead, and broken: when its other end went without a word, the kernel would take a quarter of an hour to say so.
 */
export class Batch extends pg.Query {
  readonly #waiting: readonly Waiting[]
  /** The one that is being answered. */
  #at = 0
  #rows: Record<string, unknown>[] = []
  #known = new Map<string, readonly Field[]>()
  #wire: Wire | undefined
  readonly #patience: number
  #silence: NodeJS.Timeout | undefined

  constructor(waiting: readonly Waiting[], patience: number) {
    // It answers by itself; `pg` wants something to call.
    super('', () => undefined)
    this.#waiting = waiting
    this.#patience = patience
  }

  /** By these `pg` keeps account of what is prepared on a connection. */
  get name(): string | undefined {
    return this.#waiting[this.#at]?.name
  }
  set name(_name: string | undefined) {}
  get text(): string | undefined {
    return this.#waiting[this.#at]?.text
  }
  set text(_text: string | undefined) {}

  override submit = (connection: pg.Connection): null => {
    const wire = connection as Wire
    this.#wire = wire
    const known = fieldsOf.get(connection) ?? new Map<string, readonly Field[]>()
    fieldsOf.set(connection, known)
    this.#known = known
    wire.stream.cork()
    for (const { name, text, cells } of this.#waiting) {
      if (name === '' || (wire.parsedStatements[name] === undefined && wire.submittedNamedStatements[name] === undefined)) {
        wire.parse({ name, text })
        if (name !== '') wire.submittedNamedStatements[name] = text
      }
      wire.bind({ portal: '', statement: name, values: cells })
      if (name === '' || !known.has(name)) wire.describe({ type: 'P', name: '' })
      wire.execute({ portal: '', rows: 0 })
    }
    wire.sync()
    wire.stream.uncork()
    this.#silence = setTimeout(() => this.#doubt(), this.#patience)
    return null
  }

  /** A process that stood still itself finds the answers only now: they are read first. */
  #doubt(): void {
    setImmediate(() => {
      if (this.#at < this.#waiting.length) this.#wire?.stream.destroy(new Error('PostgreSQL does not answer'))
    })
  }

  handleRowDescription({ fields }: { fields: readonly { name: string; dataTypeID: number }[] }): void {
    const { name } = this.#waiting[this.#at] ?? {}
    if (name !== undefined)
      this.#known.set(
        name,
        fields.map(({ name, dataTypeID }) => ({ name, parse: pg.types.getTypeParser(dataTypeID, 'text') })),
      )
  }

  handleDataRow({ fields: cells }: { fields: readonly (string | null)[] }): void {
    const fields = this.#known.get(this.#waiting[this.#at]?.name ?? '') ?? []
    const row: Record<string, unknown> = {}
    for (let i = 0; i < fields.length; i++) {
      const { name = '', parse } = fields[i] ?? {}
      const cell = cells[i] ?? null
      row[name] = cell === null || parse === undefined ? null : parse(cell)
    }
    this.#rows.push(row)
  }

  handleCommandComplete({ text: tag }: { text: string }): void {
    const waiting = this.#waiting[this.#at]
    if (waiting === undefined) return
    // Nothing described it: it has no rows.
    if (!this.#known.has(waiting.name)) this.#known.set(waiting.name, [])
    const rows = this.#rows
    this.#rows = []
    this.#at++
    waiting.resolve({ tag, rows })
  }

  /** Of one statement, or of the connection, when there is no SQLSTATE: then nobody knows what became of any. */
  handleError(error: Error): void {
    clearTimeout(this.#silence)
    const rest = this.#waiting.slice(this.#at)
    this.#at = this.#waiting.length
    // Not parsed, or `pg` would know.
    for (const { name } of rest) delete this.#wire?.submittedNamedStatements[name]
    for (const [i, { reject }] of rest.entries()) reject(i === 0 || !isSqlState(error) ? error : notRun(error))
  }

  handleReadyForQuery(): void {
    clearTimeout(this.#silence)
    if (this.#at < this.#waiting.length) this.handleError(new Error('PostgreSQL left a statement unanswered'))
  }
}

const notRun = (cause: Error): Error =>
  Object.assign(new Error('Not run: a statement before it failed', { cause }), { code: IN_FAILED_TRANSACTION })
