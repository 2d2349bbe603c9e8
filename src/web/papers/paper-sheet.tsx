import { Download, Printer } from 'lucide-react'
import { Link } from 'react-router'
import type { Paper, PaperLine } from '../../contract/paper.ts'
import { formatRupees } from '../../domain/money.ts'
import { seatPath, useRootData } from '../root-data.ts'
import { Button } from '../ui/button.tsx'
import { buttonStyle } from '../ui/button-style.ts'
import { formatLongDay } from '../ui/time.ts'
import { VegMark } from '../ui/veg-mark.tsx'

/** What is pressed before a paper; it is not printed. */
export function PrintBar({ pdf, back, onPrint }: { pdf: string; back: { to: string; label: string }; onPrint?: () => void }) {
  const { seat } = useRootData()
  const print = () => {
    onPrint?.()
    window.print()
  }
  return (
    <div className="mx-auto mb-4 flex max-w-3xl flex-wrap gap-3 print:hidden">
      <Link to={back.to} className={buttonStyle('quiet')}>
        {back.label}
      </Link>
      <span className="ml-auto flex gap-3">
        <Button onClick={print}>
          <Printer className="size-5" aria-hidden="true" />
          Print
        </Button>
        <a href={`${seatPath(seat)}${pdf}`} className={buttonStyle('outline')} download onClick={onPrint}>
          <Download className="size-5" aria-hidden="true" />
          PDF
        </a>
      </span>
    </div>
  )
}

const taxOf = ({ cgst, sgst, igst }: Pick<PaperLine, 'cgst' | 'sgst' | 'igst'>): number => Math.round((cgst + sgst + igst) * 100) / 100

/** An invoice, bill or credit note as it was issued. On white, in print and on screen alike. */
export function PaperSheet({ paper }: { paper: Paper }) {
  const { seller, buyer, against } = paper
  const taxed = paper.title !== 'Bill' && seller.gstin !== null && paper.lines.some(({ hsn }) => hsn !== '')
  return (
    <article
      aria-label={`${paper.title} ${paper.number}`}
      className="mx-auto max-w-3xl rounded-lg bg-white p-6 text-[#1d1118] shadow-1 [color-scheme:light] md:p-10 print:max-w-none print:p-0 print:shadow-none"
    >
      <header className="flex flex-wrap items-start justify-between gap-4">
        <h1 className="text-3xl">{paper.title}</h1>
        <p className="num sm:text-right">
          <b>{paper.number}</b>
          <br />
          {formatLongDay(`${paper.day}T12:00:00Z`, 'UTC')} {paper.day.slice(0, 4)}
          <br />
          Order {paper.orderNumber}
        </p>
      </header>
      <div className="mt-6 grid gap-6 sm:grid-cols-2">
        <section aria-label="Seller" className="whitespace-pre-line">
          <b className="block text-lg">{seller.name}</b>
          {[seller.address, seller.phone].filter((line) => line !== '').join('\n')}
          {seller.gstin !== null && <span className="num block">GSTIN {seller.gstin}</span>}
          {seller.fssai !== null && <span className="num block">FSSAI {seller.fssai}</span>}
        </section>
        <section aria-label="Buyer" className="whitespace-pre-line">
          <b className="block text-lg">{buyer?.name ?? 'The buyer asked to be forgotten.'}</b>
          {buyer?.address}
          {seller.gstin !== null && <span className="block">Place of supply: state {paper.placeOfSupply}</span>}
        </section>
      </div>
      {against !== null && (
        <p className="mt-5">
          Takes back <b className="num">{against.number}</b>
          {against.reason !== '' && `. Reason: ${against.reason}`}
        </p>
      )}
      <Lines paper={paper} taxed={taxed} />
      <Sums paper={paper} taxed={taxed} />
      <p className="mt-4 text-sm">{paper.totalInWords}</p>
    </article>
  )
}

function Lines({ paper, taxed }: { paper: Paper; taxed: boolean }) {
  return (
    <table className="mt-6 w-full text-sm">
      <thead>
        <tr className="border-[#cbbfc4] border-b text-left text-[#6b5a62]">
          <th scope="col" className="py-2 font-semibold">
            What
          </th>
          {['Qty', 'Price', ...(taxed ? ['Tax'] : []), 'Amount'].map((head) => (
            <th key={head} scope="col" className="py-2 pl-3 text-right font-semibold">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {paper.lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a paper's lines never change
          <tr key={index} className="break-inside-avoid border-[#e9e1e4] border-b align-top">
            <td className="py-2.5">
              <b className="block">{line.name}</b>
              {line.options !== '' && <span className="block text-[#6b5a62]">{line.options}</span>}
              {line.eggless !== null && <VegMark eggless={line.eggless} words />}
              {(line.hsn !== '' || line.discount !== 0) && (
                <span className="num block text-[#6b5a62]">
                  {[line.hsn === '' ? '' : `HSN ${line.hsn}`, line.discount === 0 ? '' : `Discount ${formatRupees(line.discount)}`]
                    .filter((word) => word !== '')
                    .join(' · ')}
                </span>
              )}
            </td>
            <td className="num py-2.5 pl-3 text-right">{line.quantity}</td>
            <td className="num py-2.5 pl-3 text-right">{formatRupees(line.price)}</td>
            {taxed && (
              <td className="num py-2.5 pl-3 text-right">
                {formatRupees(taxOf(line))} <span className="block text-[#6b5a62]">{line.rate}%</span>
              </td>
            )}
            <td className="num py-2.5 pl-3 text-right">{formatRupees(line.total)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Sums({ paper, taxed }: { paper: Paper; taxed: boolean }) {
  const split = [
    ['Taxable value', paper.taxable],
    ['CGST', paper.cgst],
    ['SGST', paper.sgst],
    ['IGST', paper.igst],
  ] as const
  return (
    <dl className="mt-4 ml-auto grid w-64 max-w-full grid-cols-[1fr_auto] gap-y-1">
      {(taxed ? split : [])
        .filter(([, amount]) => amount !== 0)
        .map(([word, amount]) => (
          <div key={word} className="contents text-sm">
            <dt>{word}</dt>
            <dd className="num text-right">{formatRupees(amount)}</dd>
          </div>
        ))}
      <dt className="font-bold text-lg">Total</dt>
      <dd className="num text-right font-bold text-lg">{formatRupees(paper.total)}</dd>
    </dl>
  )
}
