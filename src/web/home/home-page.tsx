export default function HomePage() {
  return (
    <div className="page-width py-8">
      <h1 className="text-3xl">Baked today. Cut tonight.</h1>
    </div>
  )
}
