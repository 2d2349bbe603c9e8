export default function AdminProductsPage() {
  return (
    <div className="page-width py-8">
      <h1 className="text-3xl">Products</h1>
    </div>
  )
}
