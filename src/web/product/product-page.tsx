export default function ProductPage() {
  return (
    <div className="page-width py-8">
      <h1 className="text-3xl">A cake</h1>
    </div>
  )
}
