export default function CheckoutPage() {
  return (
    <div className="page-width py-8">
      <h1 className="text-3xl">Checkout</h1>
    </div>
  )
}
