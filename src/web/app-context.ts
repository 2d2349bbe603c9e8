import { createContext } from 'react-router'
import type { PageShop } from '../contract/page.ts'

/** What the server lends this request's loaders: `context.get(pageShop)`. */
export const pageShop = createContext<PageShop>()
