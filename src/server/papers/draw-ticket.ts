import type { KitchenTicket, TicketItem } from '../../contract/ticket.ts'
import { isEggless } from '../../domain/egg.ts'
import { Sheet } from './sheet.ts'

/** What the kitchen hangs up: no prices, large letters, the words for the cake as they are to be piped. */
export async function drawTicket(order: KitchenTicket): Promise<Buffer> {
  const sheet = new Sheet('A6', 22, `Kitchen ticket ${order.number}`)
  sheet.line(order.number, { size: 22, bold: true })
  if (order.status === 'cancelled') sheet.line('CANCELLED', { size: 18, bold: true })
  if (order.slot !== null)
    sheet.line(`${order.mode === 'pickup' ? 'Pickup' : 'Delivery'} ${order.slot.day}, ${order.slot.starts}–${order.slot.ends}`, {
      size: 13,
      bold: true,
    })
  sheet.line(order.firstName, { size: 11 })
  for (const item of order.items) drawItem(sheet, item)
  if (order.notes !== '') {
    sheet.rule()
    sheet.line('Note from the customer', { size: 9 })
    sheet.line(order.notes, { size: 12 })
  }
  return await sheet.end()
}

function drawItem(sheet: Sheet, item: TicketItem): void {
  sheet.rule()
  sheet.need(60)
  const width = sheet.right - sheet.left
  sheet.y += sheet.at(sheet.left, width, `${item.quantity} × ${item.name}`, { size: 15, bold: true })
  const options = [item.size, item.flavor, item.design, ...item.extras].filter((word) => word !== '').join(', ')
  if (options !== '') sheet.line(options, { size: 12 })
  const eggless = isEggless(item.eggOption)
  sheet.mark(sheet.left, eggless, 10)
  sheet.y += sheet.at(sheet.left + 15, width - 15, eggless ? 'Eggless' : 'Contains egg', { size: 11 })
  if (item.message !== '') {
    sheet.y += 4
    sheet.line('Pipe exactly', { size: 9 })
    sheet.line(item.message, { size: 15 })
  }
}
