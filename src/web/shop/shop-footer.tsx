import { Link } from 'react-router'
import { useSignInPath } from '../account/use-sign-in-path.ts'
import { inMenus, useMenu } from '../live/use-menu.ts'
import { useShop } from '../live/use-shop.ts'
import { useAccount } from '../root-data.ts'
import { Logo } from './logo.tsx'
import { ThemeChoice } from './theme-choice.tsx'

const linkStyle = 'inline-flex min-h-8 items-center hover:underline decoration-2 decoration-haldi underline-offset-4 max-md:min-h-11'

export function ShopFooter() {
  const shop = useShop()
  const categories = inMenus(useMenu())
  const account = useAccount()
  const signInPath = useSignInPath()
  return (
    <footer className="mt-12 bg-jamun text-on-jamun md:mt-16">
      <div className="page-width grid grid-cols-2 gap-8 py-12 max-lg:[&>:first-child]:col-span-2 max-lg:[&>:last-child]:col-span-2 lg:grid-cols-[1.6fr_1fr_1fr_1.2fr]">
        <div className="flex flex-col gap-4">
          <Logo className="h-9 w-auto self-start" onDark />
          <p className="max-w-64 text-on-jamun-2">{shop.tagline}</p>
        </div>
        <div>
          <h2 className="mb-2 font-sans font-semibold text-on-jamun-2 text-sm tracking-normal">Shop</h2>
          <ul>
            <li>
              <Link className={linkStyle} to="/search">
                Every cake
              </Link>
            </li>
            {categories.map(({ _id, name }) => (
              <li key={_id}>
                <Link className={linkStyle} to={`/category/${encodeURIComponent(name)}`}>
                  {name}
                </Link>
              </li>
            ))}
          </ul>
        </div>
        <div>
          <h2 className="mb-2 font-sans font-semibold text-on-jamun-2 text-sm tracking-normal">Your order</h2>
          <ul>
            <li>
              <Link className={linkStyle} to="/orders">
                Track an order
              </Link>
            </li>
            <li>
              <Link className={linkStyle} to="/cart">
                Your cart
              </Link>
            </li>
            <li>
              <Link className={linkStyle} to="/waiting-for">
                What you wait for
              </Link>
            </li>
            <li>
              <Link className={linkStyle} to={account === null ? signInPath : '/account'}>
                {account === null ? 'Sign in' : 'Your account'}
              </Link>
            </li>
            {shop.demo && (
              <li>
                <Link className={linkStyle} to="/demo" reloadDocument>
                  Both sides at once
                </Link>
              </li>
            )}
          </ul>
        </div>
        <div>
          <h2 className="mb-2 font-sans font-semibold text-on-jamun-2 text-sm tracking-normal">{shop.name}</h2>
          <address className="not-italic">
            <p className="whitespace-pre-line">{shop.address}</p>
            {shop.phone !== '' && (
              <a className={linkStyle} href={`tel:${shop.phone.replace(/[^+\d]/g, '')}`}>
                {shop.phone}
              </a>
            )}
          </address>
          <ThemeChoice />
        </div>
      </div>
    </footer>
  )
}
