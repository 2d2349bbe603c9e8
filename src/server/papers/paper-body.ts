import type { PaperBody, PaperBuyer, PaperLine } from '../../contract/paper.ts'
import { amountInWords } from '../../domain/amount-in-words.ts'
import { isEggless } from '../../domain/egg.ts'
import { type Paise, paise, sumPaise, toRupees } from '../../domain/money.ts'
import { dayOf } from '../../domain/paper-number.ts'
import type { SplitTax } from '../../domain/tax.ts'
import { buyerName, type OrderedItem, type OrderRow } from '../orders/order-row.ts'
import type { Seller } from './papers.sql.ts'

const NO_TAX = (gross: Paise): SplitTax => ({ hsn: '', rate: 0, taxable: gross, cgst: paise(0), sgst: paise(0), igst: paise(0) })

type Sum = { readonly gross: Paise; readonly tax: SplitTax }

function lineOf(item: OrderedItem): PaperLine & { sum: Sum } {
  const gross = paise(item.subtotal - item.discount)
  const options = [item.size, item.flavor, item.design, ...item.extras].filter((word) => word !== '').join(', ')
  const { name, quantity } = item
  return asLine(
    { name, options, eggless: isEggless(item.eggOption), quantity, price: item.price, discount: item.discount },
    gross,
    item.tax,
  )
}

function asLine(
  { price, discount, ...what }: Pick<PaperLine, 'name' | 'options' | 'eggless' | 'quantity'> & { price: Paise; discount: Paise },
  gross: Paise,
  split: SplitTax | null,
): PaperLine & { sum: Sum } {
  const tax = split ?? NO_TAX(gross)
  const money = { taxable: toRupees(tax.taxable), cgst: toRupees(tax.cgst), sgst: toRupees(tax.sgst), igst: toRupees(tax.igst) }
  const rupees = { price: toRupees(price), discount: toRupees(discount), total: toRupees(gross) }
  return { ...what, hsn: tax.hsn, rate: tax.rate / 100, ...rupees, ...money, sum: { gross, tax } }
}

function linesOf(order: OrderRow): (PaperLine & { sum: Sum })[] {
  const lines = order.items.map(lineOf)
  if (order.deliveryFee === 0) return lines
  const delivery = { name: 'Delivery', options: '', eggless: null, quantity: 1, price: order.deliveryFee, discount: paise(0) }
  return [...lines, asLine(delivery, order.deliveryFee, order.deliveryTax)]
}

/** Everything that the paper says, as it is now. `against`: on a credit note, the invoice that it takes back. */
export function bodyOf(order: OrderRow, seller: Seller, at: Date, against: PaperBody['against']): PaperBody {
  const { timeZone, prefix: _, ...shop } = seller
  const lines = linesOf(order)
  const sumOf = (part: 'taxable' | 'cgst' | 'sgst' | 'igst') => toRupees(sumPaise(lines.map(({ sum }) => sum.tax[part])))
  const isTaxed = seller.gstin !== null && order.items.some(({ tax }) => tax !== null)
  return {
    title: against !== null ? 'Credit note' : isTaxed ? 'Tax invoice' : 'Bill',
    orderNumber: order.number,
    day: dayOf(at, timeZone),
    timeZone,
    seller: shop,
    placeOfSupply: order.stateCode || seller.stateCode,
    lines: lines.map(({ sum: _sum, ...line }) => line),
    ...{ taxable: sumOf('taxable'), cgst: sumOf('cgst'), sgst: sumOf('sgst'), igst: sumOf('igst') },
    total: toRupees(order.total),
    totalInWords: amountInWords(order.total),
    against,
  }
}

/** No phone and no e-mail: an invoice needs neither, and what is not there need not be forgotten. */
export const buyerOf = (order: OrderRow): PaperBuyer => ({
  name: order.recipient?.name ?? buyerName(order.buyer),
  address: order.shippingAddress,
})
