export default function CategoryPage() {
  return (
    <div className="page-width py-8">
      <h1 className="text-3xl">Cakes</h1>
    </div>
  )
}
