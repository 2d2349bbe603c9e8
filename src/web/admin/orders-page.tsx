export default function AdminOrdersPage() {
  return (
    <div className="page-width py-8">
      <h1 className="text-3xl">Orders</h1>
    </div>
  )
}
