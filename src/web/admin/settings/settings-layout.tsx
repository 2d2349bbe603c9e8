import { NavLink, Outlet } from 'react-router'
import { useAccount } from '../../root-data.ts'
import { AdminTitle } from '../admin-shell.tsx'
import { useSettingsNews } from './use-settings-news.ts'

const PAGES = [
  ['', 'Shop'],
  ['zones', 'Zones'],
  ['slots', 'Slots'],
  ['days', 'Days'],
  ['tax', 'Tax'],
  ['coupons', 'Coupons'],
] as const
const OWNERS = [
  ['payments', 'Payments'],
  ['people', 'People'],
  ['audit', 'Who did what'],
] as const

const tab =
  'inline-flex min-h-11 items-center whitespace-nowrap border-transparent border-b-3 px-3 font-[650] text-ink-2 aria-[current]:border-anaar aria-[current]:text-anaar-ink'

/** Everything that the owner sets, one subject a page. */
export default function SettingsLayout() {
  const account = useAccount()
  useSettingsNews()
  const pages = [...(account?.rights.includes('settings') ? PAGES : []), ...(account?.owner ? OWNERS : [])]
  return (
    <>
      <AdminTitle title="Settings" />
      <nav aria-label="Settings" className="mb-5 flex overflow-x-auto border-line border-b">
        {pages.map(([path, label]) => (
          <NavLink key={path} to={`/admin/settings${path === '' ? '' : `/${path}`}`} end className={tab}>
            {label}
          </NavLink>
        ))}
      </nav>
      <Outlet />
    </>
  )
}
