import type { Paper, PaperLine } from '../../contract/paper.ts'
import { formatRupees } from '../../domain/money.ts'
import { Sheet } from './sheet.ts'

const GREY = '#6b5a62'
const COLUMNS = { quantity: 26, price: 62, rate: 34, tax: 66, total: 70 }
const GAP = 6

/** An invoice, bill or credit note on A4. */
export async function drawPaper(paper: Paper): Promise<Buffer> {
  const sheet = new Sheet('A4', 42, `${paper.title} ${paper.number}`)
  drawHead(sheet, paper)
  drawLines(sheet, paper)
  drawSums(sheet, paper)
  return await sheet.end()
}

function drawHead(sheet: Sheet, { title, number, day, orderNumber, seller, buyer, against, placeOfSupply }: Paper): void {
  const half = (sheet.right - sheet.left) / 2
  sheet.at(sheet.left + half, half, `${number}\n${day}\nOrder ${orderNumber}`, { size: 10, align: 'right' })
  sheet.line(title, { size: 22, bold: true })
  sheet.y += 22
  const sellerLines = [
    seller.address,
    seller.phone,
    seller.gstin === null ? '' : `GSTIN ${seller.gstin}`,
    seller.fssai === null ? '' : `FSSAI ${seller.fssai}`,
  ]
  const mine = sheet.at(sheet.left, half - 20, seller.name, { size: 11, bold: true })
  sheet.at(sheet.left + half, half, buyer === null ? 'The buyer asked to be forgotten.' : buyer.name, { size: 11, bold: true })
  sheet.y += mine
  const theirs = sheet.at(
    sheet.left + half,
    half,
    [buyer?.address ?? '', seller.gstin === null ? '' : `Place of supply: state ${placeOfSupply}`].filter(Boolean).join('\n'),
  )
  sheet.y += Math.max(theirs, sheet.at(sheet.left, half - 20, sellerLines.filter(Boolean).join('\n')))
  if (against !== null) {
    sheet.y += 10
    sheet.line(`Takes back ${against.number} of ${against.day}.${against.reason === '' ? '' : ` Reason: ${against.reason}`}`)
  }
  sheet.y += 14
}

/** Where the columns stand, right to left; a bill without tax has fewer. */
function columnsOf(sheet: Sheet, taxed: boolean) {
  const total = sheet.right - COLUMNS.total
  const tax = total - GAP - (taxed ? COLUMNS.tax : 0)
  const rate = tax - (taxed ? COLUMNS.rate + GAP : 0)
  const price = rate - COLUMNS.price - (taxed ? GAP : 0)
  const quantity = price - COLUMNS.quantity - GAP
  return { total, tax, rate, price, quantity, what: quantity - sheet.left - GAP - 14 }
}

const taxOf = ({ cgst, sgst, igst }: Pick<PaperLine, 'cgst' | 'sgst' | 'igst'>): number => Math.round((cgst + sgst + igst) * 100) / 100

function drawLines(sheet: Sheet, paper: Paper): void {
  const taxed = paper.lines.some(({ hsn }) => hsn !== '') && paper.seller.gstin !== null
  const at = columnsOf(sheet, taxed)
  const small = { size: 8, colour: GREY } as const
  const right = { align: 'right' } as const
  sheet.at(sheet.left + 14, at.what, 'What', small)
  sheet.at(at.quantity, COLUMNS.quantity, 'Qty', { ...small, ...right })
  sheet.at(at.price, COLUMNS.price, 'Price', { ...small, ...right })
  if (taxed) sheet.at(at.rate, COLUMNS.rate, 'Rate', { ...small, ...right })
  if (taxed) sheet.at(at.tax, COLUMNS.tax, 'Tax in it', { ...small, ...right })
  sheet.at(at.total, COLUMNS.total, 'Amount', { ...small, ...right })
  sheet.y += 11
  sheet.rule()
  for (const line of paper.lines) {
    sheet.need(44)
    if (line.eggless !== null) sheet.mark(sheet.left, line.eggless, 8)
    sheet.at(at.quantity, COLUMNS.quantity, String(line.quantity), right)
    sheet.at(at.price, COLUMNS.price, formatRupees(line.price), right)
    if (taxed) sheet.at(at.rate, COLUMNS.rate, `${line.rate}%`, right)
    if (taxed) sheet.at(at.tax, COLUMNS.tax, formatRupees(taxOf(line)), right)
    sheet.at(at.total, COLUMNS.total, formatRupees(line.total), right)
    sheet.y += sheet.at(sheet.left + 14, at.what, line.name, { bold: true })
    const more = [
      line.options,
      line.eggless === null ? '' : line.eggless ? 'Eggless' : 'Contains egg',
      line.hsn === '' ? '' : `HSN ${line.hsn}`,
      line.discount === 0 ? '' : `Discount ${formatRupees(line.discount)}`,
    ].filter((word) => word !== '')
    sheet.y += sheet.at(sheet.left + 14, at.what, more.join(' · '), small) + 5
  }
  sheet.rule()
}

function drawSums(sheet: Sheet, paper: Paper): void {
  const rows: (readonly [string, number])[] = [
    ['Taxable value', paper.taxable],
    ['CGST', paper.cgst],
    ['SGST', paper.sgst],
    ['IGST', paper.igst],
  ]
  const split = taxOf(paper) === 0 ? [] : rows.filter(([, amount]) => amount !== 0)
  const x = sheet.right - 210
  for (const [word, amount] of [...split, ['Total', paper.total] as const]) {
    const look = word === 'Total' ? { size: 12, bold: true } : { size: 9 }
    sheet.need(18)
    sheet.at(x, 110, word, look)
    sheet.y += sheet.at(x + 110, 100, formatRupees(amount), { ...look, align: 'right' }) + 1
  }
  sheet.y += 8
  sheet.line(paper.totalInWords, { colour: GREY })
  if (split.length > 0) sheet.line('Prices include tax.', { colour: GREY })
}
