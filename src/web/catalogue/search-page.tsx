export default function SearchPage() {
  return (
    <div className="page-width py-8">
      <h1 className="text-3xl">Search</h1>
    </div>
  )
}
