import { Download } from 'lucide-react'
import { pageShop } from '../app-context.ts'
import { seatPath, useRootData } from '../root-data.ts'
import { buttonStyle } from '../ui/button-style.ts'
import { LinkButton } from '../ui/link-button.tsx'
import type { Route } from './+types/product-file-page'
import { AdminTitle } from './admin-shell.tsx'
import { ColumnHelp } from './product-file/column-help.tsx'
import { ImportPanel } from './product-file/import-panel.tsx'

export const loader = async ({ context }: Route.LoaderArgs) => ({ newest: await context.get(pageShop).newestImport() })

const card = 'flex flex-col gap-3 rounded-md bg-surface p-5 shadow-1'

export default function ProductFilePage({ loaderData }: Route.ComponentProps) {
  const { seat } = useRootData()
  const files = `${seatPath(seat)}/api/admin/products`
  return (
    <>
      <title>Import and export · Counter</title>
      <AdminTitle title="Import and export">
        <LinkButton to="/admin/products">All products</LinkButton>
      </AdminTitle>
      <div className="flex flex-col gap-4">
        <section aria-labelledby="export" className={card}>
          <h2 id="export" className="text-xl">
            Take the catalogue along
          </h2>
          <p className="max-w-prose text-ink-2">
            A CSV file of all products that are not archived. Change it in a spreadsheet, save it as “CSV UTF-8”, and bring it back below.
          </p>
          <div className="flex flex-wrap gap-3">
            <a href={`${files}/export.csv?bom=true`} download className={buttonStyle('dark')}>
              <Download className="size-5" aria-hidden="true" />
              Download products.csv
            </a>
            <a href={`${files}/template.csv`} download className={buttonStyle('outline')}>
              <Download className="size-5" aria-hidden="true" />
              Download a template
            </a>
          </div>
        </section>
        <section aria-labelledby="import" className={card}>
          <h2 id="import" className="text-xl">
            Bring a file in
          </h2>
          <ImportPanel loaded={loaderData.newest} />
        </section>
        <ColumnHelp />
      </div>
    </>
  )
}
