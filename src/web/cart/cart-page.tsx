export default function CartPage() {
  return (
    <div className="page-width py-8">
      <h1 className="text-3xl">Your cart</h1>
    </div>
  )
}
