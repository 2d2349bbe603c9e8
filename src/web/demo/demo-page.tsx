export default function DemoPage() {
  return (
    <div className="page-width py-8">
      <h1 className="text-3xl">Both sides at once</h1>
    </div>
  )
}
