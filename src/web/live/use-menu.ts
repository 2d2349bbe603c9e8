import type { AdminMenu, Menu, MenuCategory } from '../../contract/menu.ts'
import { useRootData } from '../root-data.ts'
import { useEntity } from './use-entities.ts'

/** The categories, live. Who keeps the catalogue sees hidden and empty ones too. */
export function useMenu(): Menu | AdminMenu {
  const { menu } = useRootData()
  return useEntity<Menu | AdminMenu>('menu:1', menu) ?? menu
}

/** Those that the shop's menus show, also to staff. */
export const inMenus = ({ categories }: Menu | AdminMenu): readonly MenuCategory[] =>
  categories.filter(({ hidden, ...category }) => !hidden && !('shown' in category && category.shown === 0))
