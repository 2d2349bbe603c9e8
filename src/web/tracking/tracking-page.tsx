export default function TrackingPage() {
  return (
    <div className="page-width py-8">
      <h1 className="text-3xl">Your order</h1>
    </div>
  )
}
