export default function PartsPage() {
  return (
    <div className="page-width py-8">
      <h1 className="text-3xl">The parts</h1>
    </div>
  )
}
