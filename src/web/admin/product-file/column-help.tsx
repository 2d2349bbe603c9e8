const COLUMNS = [
  ['id, version', 'Leave them as they were exported. A row without an id is a new product.'],
  ['name, category, basePrice', 'A new product needs them. Prices are rupees: 749.50.'],
  ['compareAtPrice, costPrice', 'Rupees; empty: none.'],
  ['stock', 'Pieces left; empty: made to order.'],
  ['available, featured', 'yes or no.'],
  ['leadHours, points, hsn', 'Hours of lead time, capacity points of a piece, tax class.'],
  ['allergens', 'Words with commas: gluten, milk.'],
  ['publishAt, unpublishAt', 'Times in UTC: 2026-12-24T12:30:00Z; empty: nothing is planned.'],
  [
    'sizes, flavors, eggOptions',
    'A line each in one cell: 1 kg | x1.9 | +50 | servings: serves 8–10 | points: 3 | not now. Only the name is needed.',
  ],
  ['designs, extras', 'A line each in one cell: Candles | +60 | not now.'],
  ['image, imageAlt, drawing', 'The path of an uploaded picture, its words, and how the cake is drawn.'],
] as const

/** What stands in which column. */
export const ColumnHelp = () => (
  <details className="rounded-md bg-surface px-5 py-2 shadow-1">
    <summary className="cursor-pointer py-2.5 font-[650]">What stands in which column</summary>
    <dl className="grid gap-x-6 gap-y-2 pt-1 pb-3 text-sm sm:grid-cols-[auto_1fr]">
      {COLUMNS.map(([names, says]) => (
        <div key={names} className="contents">
          <dt className="font-mono text-ink-2">{names}</dt>
          <dd className="max-sm:mb-2">{says}</dd>
        </div>
      ))}
    </dl>
    <p className="max-w-prose pb-3 text-ink-2 text-sm">
      A column that is not in the file stays as it is. What somebody else saved since the export stays too; where both changed the same
      field, the row is bad and says what stands now.
    </p>
  </details>
)
