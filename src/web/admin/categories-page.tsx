import { Plus } from 'lucide-react'
import { useState } from 'react'
import type { AdminMenu, MenuInput } from '../../contract/menu.ts'
import { pageShop } from '../app-context.ts'
import { api } from '../live/api.ts'
import { knownMenu } from '../live/known.ts'
import { useLive } from '../live/live-provider.tsx'
import { useCall } from '../live/use-call.ts'
import { useEntity } from '../live/use-entities.ts'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { LinkButton } from '../ui/link-button.tsx'
import { Note } from '../ui/note.tsx'
import type { Route } from './+types/categories-page'
import { AdminTitle } from './admin-shell.tsx'
import { CategoryDialog } from './categories/category-dialog.tsx'
import { type CategoryEdit, draftOf, editOf, NEW, overtaken, withChange } from './categories/category-edit.ts'
import { CategoryRow } from './categories/category-row.tsx'
import { type Category, moved, toInput } from './categories/menu-input.ts'

export const loader = ({ context }: Route.LoaderArgs) => context.get(pageShop).adminMenu()

/** Everything that is done here is sent as the whole list, made from the one on this screen. */
function useMenuCall(menu: AdminMenu) {
  const { store } = useLive()
  const { run, moment, problem, clear } = useCall()
  const save = async (categories: MenuInput['categories']) => {
    const answer = await run(() =>
      api<AdminMenu>('PUT', '/api/admin/categories', { version: menu.version, categories: categories.map(toInput) }),
    )
    const { current } = answer.ok ? { current: answer.data } : (answer.problem as { current?: AdminMenu })
    if (current !== undefined) store.learn([knownMenu(current)])
    return { saved: answer.ok, current }
  }
  return { save, moment, problem, clear }
}

const problemWords = ({ code, message, name, products }: { code: string; message: string; name?: string; products?: number }): string =>
  code === 'category.in-use'
    ? `${name} holds ${products} ${products === 1 ? 'product' : 'products'}. Move or archive them first.`
    : code === 'menu.changed'
      ? 'Somebody changed the categories meanwhile. This is how they stand now; try again.'
      : message

export default function CategoriesPage({ loaderData }: Route.ComponentProps) {
  const menu = useEntity<AdminMenu>('menu:1', loaderData) ?? loaderData
  const { save, moment, problem, clear } = useMenuCall(menu)
  const [editing, setEditing] = useState<CategoryEdit | null>(null)
  const { categories } = menu
  const busy = moment === 'pending'
  const said = problem === null ? null : problemWords(problem as Parameters<typeof problemWords>[0])
  const edit = (category: Category) => {
    clear()
    setEditing(editOf(category))
  }
  const saveEdit = async (edit: CategoryEdit) => {
    clear()
    const late = overtaken(edit, categories)
    if (late !== null) return setEditing(late)
    const draft = draftOf(edit, categories)
    setEditing({ ...edit, says: null })
    const next = draft._id === undefined ? [...categories, draft] : categories.map((other) => (other._id === draft._id ? draft : other))
    const { saved, current } = await save(next)
    setEditing((now) => (saved || now === null ? null : (overtaken(now, current?.categories ?? categories) ?? now)))
  }
  return (
    <>
      <title>Categories · Counter</title>
      <AdminTitle title="Categories">
        <LinkButton to="/admin/products">Products</LinkButton>
        <Button kind="primary" onClick={() => edit(NEW)}>
          <Plus className="size-5" aria-hidden="true" />
          New category
        </Button>
      </AdminTitle>
      <p className="mb-4 max-w-2xl text-ink-2">
        Menus and the home page show them in this order. A product that is saved with a new category makes it, at the end.
      </p>
      {said !== null && editing === null && (
        <div className="mb-4">
          <Note kind="blocks" role="alert" title="Not done.">
            {said}
          </Note>
        </div>
      )}
      {categories.length === 0 ? (
        <EmptyState title="No category yet">Products need one: make the first here, or with the first product.</EmptyState>
      ) : (
        <ol className="flex flex-col gap-2">
          {categories.map((category, place) => (
            <CategoryRow
              key={category._id}
              category={category}
              first={place === 0}
              last={place === categories.length - 1}
              busy={busy}
              onMove={(by) => void save(moved(categories, place, by))}
              onEdit={() => edit(category)}
              onDelete={() => void save(categories.filter((other) => other !== category))}
            />
          ))}
        </ol>
      )}
      {editing !== null && (
        <CategoryDialog
          draft={draftOf(editing, categories)}
          moment={moment}
          problem={editing.says ?? said}
          issues={problem?.issues ?? []}
          onChange={(change) => setEditing(withChange(editing, change))}
          onClose={() => setEditing(null)}
          onSave={() => void saveEdit(editing)}
        />
      )}
    </>
  )
}
