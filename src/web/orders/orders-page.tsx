export default function OrdersPage() {
  return (
    <div className="page-width py-8">
      <h1 className="text-3xl">Your orders</h1>
    </div>
  )
}
