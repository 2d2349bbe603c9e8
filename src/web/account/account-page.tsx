export default function AccountPage() {
  return (
    <div className="page-width py-8">
      <h1 className="text-3xl">Your account</h1>
    </div>
  )
}
