export default function ProductEditorPage() {
  return (
    <div className="page-width py-8">
      <h1 className="text-3xl">Product</h1>
    </div>
  )
}
